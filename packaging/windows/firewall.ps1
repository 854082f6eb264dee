# For an installation that is not a package: Windows' firewall refuses every connection of Sotto's programs.
# Run once as administrator:  .\packaging\windows\firewall.ps1 -Folder "C:\Program Files\Sotto"
# Written, not yet run on such a machine. Take the rules away again with -Remove.
param([Parameter(Mandatory = $true)][string]$Folder, [switch]$Remove)
$ErrorActionPreference = "Stop"
$group = "Sotto: no network"
Get-NetFirewallRule -Group $group -ErrorAction SilentlyContinue | Remove-NetFirewallRule
if ($Remove) { exit 0 }
foreach ($program in Get-ChildItem -Path $Folder -Filter *.exe -Recurse) {
    foreach ($direction in "Outbound", "Inbound") {
        New-NetFirewallRule -Group $group -DisplayName "$group ($($program.Name), $direction)" -Direction $direction `
            -Program $program.FullName -Action Block -Profile Any | Out-Null
    }
}
