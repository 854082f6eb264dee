# The Makefile's commands for Windows, by the same names: .\packaging\windows\sotto.ps1 demo
# Written, not yet run on such a machine.
param([Parameter(Mandatory = $true)][ValidateSet("setup", "demo", "run", "test", "check", "bench")][string]$Command)
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")
function Invoke-Step { & $args[0] @($args | Select-Object -Skip 1); if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE } }
$run = ".venv\Scripts\python.exe"
Invoke-Step py -3 packaging\install.py
switch ($Command) {
    "demo" { Invoke-Step $run -m app demo --out demo-out }
    "run" { Invoke-Step $run -m app }
    "test" { Invoke-Step $run -m pytest }
    "bench" { Invoke-Step $run -m tests.benchmarks }
    "check" {
        Invoke-Step $run -m ruff check app tests packaging
        Invoke-Step $run -m ruff format --check app tests packaging
        Invoke-Step $run -m mypy
        Invoke-Step .venv\Scripts\lint-imports.exe
    }
}
