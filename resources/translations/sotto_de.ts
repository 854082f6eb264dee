<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AboutDialog</name>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AddendumDialog</name>
    <message>
        <source>Addendum</source>
        <translation>Nachtrag</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Titel und Zulassung</translation>
    </message>
    <message>
        <source>You wrote this earlier. It is not added to the note yet.</source>
        <translation>Das haben Sie früher geschrieben. Es ist der Notiz noch nicht hinzugefügt.</translation>
    </message>
    <message>
        <source>This text is not added yet. Cancel once more to drop it.</source>
        <translation>Dieser Text ist noch nicht hinzugefügt. Noch einmal Abbrechen verwirft ihn.</translation>
    </message>
</context>
<context>
    <name>AdviceCard</name>
    <message>
        <source>For this computer</source>
        <translation>Für diesen Computer</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>Diese verwenden</translation>
    </message>
    <message>
        <source>&amp;Measure (half a minute)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>Install and use them ({size})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdviceWords</name>
    <message>
        <source>{n} cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no graphics card for models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer's processor has no {sets}, which the speech and note models need. You can write notes without models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No speech model fits into this computer's memory. You can write notes without a recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This {machine} keeps up with {speech} while it records.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This {machine} keeps up with {speech} while it records; the note model reads after the session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This {machine} writes down the words with {speech} while it records; who spoke follows after Stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This {machine} is slower than speech with {speech}: the transcript is finished some time after Stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>laptop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After 50 minutes of session the transcript takes {time} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No note model fits beside it: the draft is made of quotations.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note takes {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The memory does not hold all of them at once, so the note model waits for its turn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Quiet while recording” is switched on with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partly measured on this computer, partly estimated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measured yet: this rests on what is known of such computers and models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ran on battery then; with the cable it may be faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It runs on battery now. Plug it in before you measure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its driver does not answer or is too old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a library that is needed for it is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this copy of Sotto was made without support for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its memory is too small, or taken by other programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the work broke off on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it did not work there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The graphics card is not used for: {what}, since {why}. The processor does the work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the graphics card: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not fit into this computer's memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fits alone, not beside the other models that suit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too slow on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer's processor lacks what it needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was tried here and did not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suits this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>estimated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} times as fast as speech ({how})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a note in {time} ({how})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} minutes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AlarmPanel</name>
    <message>
        <source>Use another microphone</source>
        <translation>Ein anderes Mikrofon verwenden</translation>
    </message>
    <message>
        <source>Look a&amp;gain</source>
        <translation>&amp;Noch einmal suchen</translation>
    </message>
    <message>
        <source>Turn the sound off</source>
        <translation>Ton ausschalten</translation>
    </message>
    <message>
        <source>No sound from the microphone since {since}. Sotto keeps trying. What was said until then is stored.</source>
        <translation>Seit {since} kein Ton vom Mikrofon. Sotto versucht es weiter. Was bis dahin gesagt wurde, ist gespeichert.</translation>
    </message>
    <message>
        <source>The microphone has given nothing but silence since {since}. It may be switched off, or refused by the system. Sotto goes on recording.</source>
        <translation>Das Mikrofon gibt seit {since} nur Stille. Vielleicht ist es ausgeschaltet oder vom System gesperrt. Sotto nimmt weiter auf.</translation>
    </message>
    <message>
        <source>The disk is full since {since}. Sotto goes on recording: the last {seconds} s wait in memory, everything before is stored. Free some space, and they are stored too.</source>
        <translation>Die Festplatte ist seit {since} voll. Sotto nimmt weiter auf: Die letzten {seconds} s warten im Speicher, alles davor ist gespeichert. Schaffen Sie Platz, dann werden auch sie gespeichert.</translation>
    </message>
    <message>
        <source>The disk is nearly full: there is room for about {minutes} more minutes. Free some space when you can.</source>
        <translation>Die Festplatte ist fast voll: Platz für etwa {minutes} weitere Minuten. Schaffen Sie Platz, sobald Sie können.</translation>
    </message>
    <message>
        <source>No microphone found</source>
        <translation>Kein Mikrofon gefunden</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Turn the sound on</source>
        <translation>Ton einschalten</translation>
    </message>
    <message>
        <source>Whether Sotto also makes itself heard when something is wrong</source>
        <translation>Ob Sotto sich auch hören lässt, wenn etwas nicht stimmt</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>the transcript</source>
        <translation>die Mitschrift</translation>
    </message>
    <message>
        <source>the note</source>
        <translation>die Notiz</translation>
    </message>
    <message>
        <source>the session</source>
        <translation>die Sitzung</translation>
    </message>
    <message>
        <source>{parts} stay. You can no longer listen to what was said.</source>
        <translation>{parts} bleiben. Was gesagt wurde, können Sie nicht mehr anhören.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>The session and the consent stay. Nothing has been written down from this recording yet: its words are lost with it.</source>
        <translation>Die Sitzung und die Einwilligung bleiben. Aus dieser Aufnahme wurde noch nichts aufgeschrieben: Ihre Worte gehen mit ihr verloren.</translation>
    </message>
    <message>
        <source>Destroy the recording</source>
        <translation>Aufnahme vernichten</translation>
    </message>
    <message>
        <source>Its key is overwritten, then the sound is deleted. After that nobody can listen to it, not you and not Sotto.</source>
        <translation>Ihr Schlüssel wird überschrieben, dann wird der Ton gelöscht. Danach kann ihn niemand mehr anhören, weder Sie noch Sotto.</translation>
    </message>
    <message>
        <source>What stays</source>
        <translation>Was bleibt</translation>
    </message>
    <message>
        <source>What can still hold it</source>
        <translation>Was sie noch enthalten kann</translation>
    </message>
    <message>
        <source>&amp;Destroy the recording</source>
        <translation>Aufnahme &amp;vernichten</translation>
    </message>
    <message>
        <source>Your backup with recordings of {date} can hold it, and older ones: delete them if they must not. </source>
        <translation>Ihre Sicherung mit Aufnahmen vom {date} kann sie enthalten, und ältere auch: Löschen Sie diese, wenn das nicht sein darf. </translation>
    </message>
    <message>
        <source>No backup with recordings was made since this session. </source>
        <translation>Seit dieser Sitzung wurde keine Sicherung mit Aufnahmen gemacht. </translation>
    </message>
    <message>
        <source>A copy of the whole disk made earlier, by the system or by a backup program, can hold the encrypted sound together with its key, behind your passphrase. Sotto cannot reach such copies.</source>
        <translation>Eine frühere Kopie der ganzen Festplatte, vom System oder von einem Sicherungsprogramm, kann den verschlüsselten Ton samt Schlüssel enthalten, hinter Ihrer Passphrase. Solche Kopien kann Sotto nicht erreichen.</translation>
    </message>
    <message>
        <source>the recording</source>
        <translation>die Aufnahme</translation>
    </message>
    <message>
        <source>the note with all its versions</source>
        <translation>die Notiz mit allen Fassungen</translation>
    </message>
    <message>
        <source>the consent</source>
        <translation>die Einwilligung</translation>
    </message>
    <message>
        <source>{parts} of {client}, {date}, are deleted for good.</source>
        <translation>{parts} von {client}, {date}, werden endgültig gelöscht.</translation>
    </message>
    <message>
        <source>This note is signed</source>
        <translation>Diese Notiz ist unterschrieben</translation>
    </message>
    <message>
        <source>Delete the session</source>
        <translation>Sitzung löschen</translation>
    </message>
    <message>
        <source>&amp;Delete the session</source>
        <translation>Sitzung &amp;löschen</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 Sitzung</translation>
    </message>
    <message>
        <source>{n} sessions</source>
        <translation>{n} Sitzungen</translation>
    </message>
    <message>
        <source>{client} and {many} are deleted for good: recordings, transcripts, notes and consents.</source>
        <translation>{client} und {many} werden endgültig gelöscht: Aufnahmen, Mitschriften, Notizen und Einwilligungen.</translation>
    </message>
    <message>
        <source>There are signed notes</source>
        <translation>Es gibt unterschriebene Notizen</translation>
    </message>
    <message>
        <source>Delete the client</source>
        <translation>Klient/in löschen</translation>
    </message>
    <message>
        <source>&amp;Delete the client</source>
        <translation>Klient/in &amp;löschen</translation>
    </message>
    <message>
        <source>The signed note stays, and with it the words that it quotes as evidence.</source>
        <translation>Die unterschriebene Notiz bleibt, und mit ihr die Worte, die sie als Beleg zitiert.</translation>
    </message>
    <message>
        <source> The recording stays, so that a transcript can be made again.</source>
        <translation> Die Aufnahme bleibt, so dass wieder eine Mitschrift gemacht werden kann.</translation>
    </message>
    <message>
        <source>Every version of the transcript is deleted for good, your corrections included.</source>
        <translation>Jede Fassung der Mitschrift wird endgültig gelöscht, Ihre Berichtigungen eingeschlossen.</translation>
    </message>
    <message>
        <source>The session and the consent.</source>
        <translation>Die Sitzung und die Einwilligung.</translation>
    </message>
    <message>
        <source>Delete the transcript</source>
        <translation>Mitschrift löschen</translation>
    </message>
    <message>
        <source>&amp;Delete the transcript</source>
        <translation>Mitschrift &amp;löschen</translation>
    </message>
    <message>
        <source>The audit trail keeps that something was deleted, and when. It holds none of its content.</source>
        <translation>Das Protokoll behält, dass etwas gelöscht wurde, und wann. Vom Inhalt enthält es nichts.</translation>
    </message>
    <message>
        <source>Backups made earlier, and copies of the whole disk, hold it until you delete them or they are replaced.</source>
        <translation>Früher gemachte Sicherungen und Kopien der ganzen Festplatte enthalten es, bis Sie sie löschen oder sie ersetzt werden.</translation>
    </message>
    <message>
        <source>The law where you work may ask you to keep signed notes for some years. Whether they may be deleted now is yours to know.</source>
        <translation>Das Recht dort, wo Sie arbeiten, kann verlangen, unterschriebene Notizen einige Jahre aufzubewahren. Ob sie jetzt gelöscht werden dürfen, müssen Sie wissen.</translation>
    </message>
</context>
<context>
    <name>Assist</name>
    <message>
        <source>On this page</source>
        <translation>Auf dieser Seite</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>Help for this page</source>
        <translation>Hilfe zu dieser Seite</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>shortcuts keyboard</source>
        <translation>Tastenkürzel Tastatur</translation>
    </message>
    <message>
        <source>Lock Sotto</source>
        <translation>Sotto sperren</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>record import write</source>
        <translation>aufnehmen einlesen schreiben</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>who did what when</source>
        <translation>wer hat wann was getan</translation>
    </message>
    <message>
        <source>Note formats</source>
        <translation>Notizformate</translation>
    </message>
    <message>
        <source>templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Klient/in</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Search everything for “{words}”</source>
        <translation>Überall nach „{words}“ suchen</translation>
    </message>
</context>
<context>
    <name>AuditList</name>
    <message>
        <source>What was done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>Audit trail</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>What was done with each record, when, and by whom. It holds nothing of what stands in a record, and cannot be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was noted that fits these choices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every signed note carries such figures. Copy them from a printed note to see whether the trail still goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures from a signed note; may stay empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures from a printed note</source>
        <translation>Angaben von einer gedruckten Notiz</translation>
    </message>
    <message>
        <source>For example 128 · 3f9a 71c2 8d0e</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check the trail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check every entry from the first one on (Alt+C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it was about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take these choices back</source>
        <translation>Diese Auswahl zurücknehmen</translation>
    </message>
    <message>
        <source>Check the audit trail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole audit trail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest entry: {head}</source>
        <translation>Neuester Eintrag: {head}</translation>
    </message>
    <message>
        <source>Checking every entry…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every entry follows the one before it, and the trail goes on from the figures that you gave.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every entry follows the one before it. Nothing was changed or taken out.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AuditWords</name>
    <message>
        <source>Client added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client renamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names and medications of the client changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How notes call the client changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client deleted, with everything of theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consent to the recording confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goal added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goal reworded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goal reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goal taken up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goal removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note format of the session changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened was written down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transcript made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording destroyed</source>
        <translation>Aufnahme vernichtet</translation>
    </message>
    <message>
        <source>Recording was not in the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dictation started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dictation written down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dictation discarded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound of the dictation destroyed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transcript corrected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two speakers of the transcript made one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words given to another speaker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correction of the transcript done again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speakers of the transcript named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn of the transcript split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stretch of sound written down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correction of the transcript taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transcript deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note drafted from the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note drafted from what was written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Addendum added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version of the note deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hint about the note set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hints about the note brought back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of hint switched on or off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note format added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note format changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note format removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note format exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note format brought in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words that Sotto should know changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways of working changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How notes are written changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way of writing learned from signed notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice print of the clinician stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice print of the clinician deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vault set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vault opened with the passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vault opened by this computer’s keychain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A passphrase or code was tried that did not open the vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vault opened with the recovery code, new passphrase chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking everything out of the vault begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything taken out of the vault, not encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records of an earlier vault brought in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vault put back from a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What could be read of a damaged vault got out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New recovery code made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery kit confirmed as stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening by this computer’s keychain switched on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening by this computer’s keychain switched off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key file put right from its copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An earlier key file was found in place of the last one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault was not as Sotto had left it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found in the vault taken note of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long recordings are kept decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date of this computer confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the vault accepted although it may be copied elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup tried out and found whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup tried out and found not whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients, consents, goals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sessions and transcripts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vault and backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>deleted since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{client}, session of {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clinician</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>Choose &amp;folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups with recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup is one encrypted file; it opens with the passphrase or the recovery code of the day it was made. Without recordings it holds no key of any recording: what you destroy later stays destroyed. With recordings it can bring them back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back up now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try the last backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the newest backup and compares everything in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daily</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Monthly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keep the newest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of the newest backups are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Into {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folder is chosen yet. A stick or a disk that is kept elsewhere is best.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where backups go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the backup…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backed up as {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the newest backup and comparing everything in it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is whole: the vault can be put back from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault cannot be put back from {name} as it was:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChangePassphrase</name>
    <message>
        <source>Change the passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
    <message>
        <source>The recovery kit stays good. Backups made before open with the passphrase of their time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Change it</source>
        <translation>Än&amp;dern</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
</context>
<context>
    <name>Checklist</name>
    <message>
        <source>Checklist</source>
        <translation>Checkliste</translation>
    </message>
    <message>
        <source>Tick what applies and add a few words. Each tick becomes a line of your text.</source>
        <translation>Haken Sie an, was zutrifft, und fügen Sie ein paar Worte hinzu. Jeder Haken wird eine Zeile Ihres Textes.</translation>
    </message>
    <message>
        <source>Before you sign</source>
        <translation>Bevor Sie unterschreiben</translation>
    </message>
    <message>
        <source>Nothing is left to do. You can sign.</source>
        <translation>Nichts ist mehr zu tun. Sie können unterschreiben.</translation>
    </message>
    <message>
        <source>You can sign. Still open:</source>
        <translation>Sie können unterschreiben. Noch offen:</translation>
    </message>
    <message>
        <source>Before you sign:</source>
        <translation>Bevor Sie unterschreiben:</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>Together {size}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClientBox</name>
    <message>
        <source>Client: code or name</source>
        <translation>Klient/in: Kürzel oder Name</translation>
    </message>
    <message>
        <source>Type a code or a name</source>
        <translation>Kürzel oder Namen tippen</translation>
    </message>
</context>
<context>
    <name>ClientChoice</name>
    <message>
        <source>Client</source>
        <translation>Klient/in</translation>
    </message>
    <message>
        <source>All clients</source>
        <translation>Alle</translation>
    </message>
</context>
<context>
    <name>ClientField</name>
    <message>
        <source>Client</source>
        <translation>Klient/in</translation>
    </message>
    <message>
        <source>Names and medications…</source>
        <translation>Namen und Medikamente…</translation>
    </message>
    <message>
        <source>What the speech model is to expect with this client</source>
        <translation>Womit das Sprachmodell hier rechnen soll</translation>
    </message>
    <message>
        <source>Name of the new client, optional</source>
        <translation>Name, freiwillig</translation>
    </message>
    <message>
        <source>Name (optional; stored in the vault only)</source>
        <translation>Name (freiwillig; wird nur im Tresor gespeichert)</translation>
    </message>
    <message>
        <source>A code is enough, for example initials or a number.</source>
        <translation>Ein Kürzel genügt, zum Beispiel Initialen oder eine Nummer.</translation>
    </message>
    <message>
        <source>Known client.</source>
        <translation>Bekannt.</translation>
    </message>
    <message>
        <source>Known client, last here {day}: chosen as then.</source>
        <translation>Bekannt, zuletzt hier {day}: gewählt wie damals.</translation>
    </message>
    <message>
        <source>Enter takes {client}. Tab: a new client.</source>
        <translation>Eingabe nimmt {client}. Tab: neu anlegen.</translation>
    </message>
    <message>
        <source>{n} clients begin so: type on, or choose with the arrow keys. Tab: a new client.</source>
        <translation>{n} beginnen so: Tippen Sie weiter, oder wählen Sie mit den Pfeiltasten. Tab: neu anlegen.</translation>
    </message>
    <message>
        <source>New client: will be added.</source>
        <translation>Neu: wird angelegt.</translation>
    </message>
</context>
<context>
    <name>ClientList</name>
    <message>
        <source>no session yet</source>
        <translation>noch keine Sitzung</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 Sitzung</translation>
    </message>
    <message>
        <source>{n} sessions</source>
        <translation>{n} Sitzungen</translation>
    </message>
</context>
<context>
    <name>ClientsPage</name>
    <message>
        <source>Clients</source>
        <translation>Klienten</translation>
    </message>
    <message>
        <source>Find a client: code or name</source>
        <translation>Jemanden finden: Kürzel oder Name</translation>
    </message>
    <message>
        <source>Code or name</source>
        <translation>Kürzel oder Name</translation>
    </message>
    <message>
        <source>No clients yet</source>
        <translation>Noch niemand</translation>
    </message>
    <message>
        <source>A client is added with the first session. A code is enough; a name stays in the vault.</source>
        <translation>Mit der ersten Sitzung wird jemand angelegt. Ein Kürzel genügt; ein Name bleibt im Tresor.</translation>
    </message>
    <message>
        <source>Sessions, notes and goals in time order</source>
        <translation>Sitzungen, Notizen und Ziele in ihrer Folge</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>Rename, names and medications, delete</source>
        <translation>Umbenennen, Namen und Medikamente, löschen</translation>
    </message>
    <message>
        <source>&amp;New session</source>
        <translation>&amp;Neue Sitzung</translation>
    </message>
    <message>
        <source>New session with this client (Ctrl+N)</source>
        <translation>Neue Sitzung mit dieser Person (Strg+N)</translation>
    </message>
    <message>
        <source>New session with this client</source>
        <translation>Neue Sitzung mit dieser Person</translation>
    </message>
    <message>
        <source>Goals of the client</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Names and medications of the client</source>
        <translation>Namen und Medikamente</translation>
    </message>
    <message>
        <source>Rename the client</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete the client</source>
        <translation>Klient/in löschen</translation>
    </message>
    <message>
        <source>1 client</source>
        <translation>1 Person</translation>
    </message>
    <message>
        <source>{n} clients</source>
        <translation>{n} Personen</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} von {all}</translation>
    </message>
    <message>
        <source>Nobody is called so</source>
        <translation>Niemand heißt so</translation>
    </message>
    <message>
        <source>No sessions yet</source>
        <translation>Noch keine Sitzungen</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 Sitzung</translation>
    </message>
    <message>
        <source>{n} sessions</source>
        <translation>{n} Sitzungen</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>Names and &amp;medications…</source>
        <translation>Namen und &amp;Medikamente…</translation>
    </message>
    <message>
        <source>&amp;Goals…</source>
        <translation>&amp;Ziele…</translation>
    </message>
    <message>
        <source>&amp;Delete the client…</source>
        <translation>Klient/in &amp;löschen…</translation>
    </message>
    <message>
        <source>The &amp;session that is chosen…</source>
        <translation>Die gewählte &amp;Sitzung…</translation>
    </message>
</context>
<context>
    <name>ConsentCard</name>
    <message>
        <source>Consent to recording</source>
        <translation>Einwilligung in die Aufnahme</translation>
    </message>
    <message>
        <source>The client has a&amp;greed</source>
        <translation>Die Person hat ein&amp;gewilligt</translation>
    </message>
    <message>
        <source>The client has agreed to the recording</source>
        <translation>Die Person hat in die Aufnahme eingewilligt</translation>
    </message>
    <message>
        <source>Stored with the time and this wording. Needed to record or import.</source>
        <translation>Wird mit Zeit und diesem Wortlaut gespeichert. Nötig zum Aufnehmen und Einlesen.</translation>
    </message>
</context>
<context>
    <name>Correcting</name>
    <message>
        <source>Undo the last correction (Ctrl+Z)</source>
        <translation>Letzte Berichtigung zurücknehmen (Strg+Z)</translation>
    </message>
    <message>
        <source>Do it again (Ctrl+Shift+Z)</source>
        <translation>Wiederholen (Strg+Umschalt+Z)</translation>
    </message>
    <message>
        <source>This &amp;was</source>
        <translation>Das &amp;war</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Jemand anderes</translation>
    </message>
    <message>
        <source>&amp;Split here…</source>
        <translation>Hier &amp;teilen…</translation>
    </message>
    <message>
        <source>&amp;Split…</source>
        <translation>&amp;Teilen…</translation>
    </message>
    <message>
        <source>From here &amp;to…</source>
        <translation>Von hier &amp;bis…</translation>
    </message>
    <message>
        <source>&amp;Merge speakers…</source>
        <translation>Sprecher &amp;zusammenlegen…</translation>
    </message>
    <message>
        <source>S&amp;wap therapist and client</source>
        <translation>Therapeut/in und Klient/in &amp;tauschen</translation>
    </message>
    <message>
        <source>&amp;Edit the words</source>
        <translation>Worte b&amp;earbeiten</translation>
    </message>
    <message>
        <source>Use “{word}”</source>
        <translation>„{word}“ übernehmen</translation>
    </message>
    <message>
        <source>Leave “{word}”</source>
        <translation>„{word}“ lassen</translation>
    </message>
    <message>
        <source>No words could be made out there. The sound stays where it is, to be played.</source>
        <translation>Dort ließen sich keine Worte verstehen. Der Ton bleibt, wo er ist, und kann abgespielt werden.</translation>
    </message>
</context>
<context>
    <name>Cover</name>
    <message>
        <source>Locking…</source>
        <translation>Wird gesperrt…</translation>
    </message>
</context>
<context>
    <name>DeleteForm</name>
    <message>
        <source>To go on, type the client’s code: {code}</source>
        <translation>Um fortzufahren, tippen Sie das Kürzel: {code}</translation>
    </message>
    <message>
        <source>Deleting, and looking whether anything is left…</source>
        <translation>Es wird gelöscht und nachgesehen, ob etwas übrig ist…</translation>
    </message>
</context>
<context>
    <name>Deleting</name>
    <message>
        <source>&amp;Goals of the client…</source>
        <translation>&amp;Ziele…</translation>
    </message>
    <message>
        <source>&amp;What you changed…</source>
        <translation>&amp;Was Sie geändert haben…</translation>
    </message>
    <message>
        <source>&amp;Versions of the note…</source>
        <translation>&amp;Fassungen der Notiz…</translation>
    </message>
    <message>
        <source>&amp;Discard what was recorded…</source>
        <translation>Aufgenommenes &amp;verwerfen…</translation>
    </message>
    <message>
        <source>Destroy the &amp;recording…</source>
        <translation>&amp;Aufnahme vernichten…</translation>
    </message>
    <message>
        <source>Delete the &amp;transcript…</source>
        <translation>&amp;Mitschrift löschen…</translation>
    </message>
    <message>
        <source>Delete the &amp;session…</source>
        <translation>&amp;Sitzung löschen…</translation>
    </message>
    <message>
        <source>Delete the &amp;client…</source>
        <translation>&amp;Klient/in löschen…</translation>
    </message>
</context>
<context>
    <name>DeskKeys</name>
    <message>
        <source>These keys cannot be used outside Sotto just now: {keys}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DesktopCard</name>
    <message>
        <source>A small strip while a session is recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time, level, and buttons to pause, mark and stop, in front of the program that you have open. It names nobody. Where the desktop lets no window stay in front, it comes when you press Small strip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notifications of the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That a draft is ready, or that a recording needs a look. They never name a client, and come only while Sotto is not in front.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys for the recording in every program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop gives no keys to a program that is not in front.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pause or go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bring Sotto to the front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only while a session is recorded: {keys}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop asks you first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dictation</name>
    <message>
        <source>D&amp;ictate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop dictating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you dictated earlier is being written down; then its sound is destroyed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing down what you said; then the sound is destroyed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your voice alone: no consent of the client is needed for that. The words are written down on this computer, and the sound is destroyed at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was said until then is written down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dictation ended early.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was understood, and nothing is kept of it. Is the microphone on?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please read it: {sign} stands where words could not be understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written down, and the sound is destroyed. Please read it and correct what is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you dictated is kept until it can be written down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Discard this dictation?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its sound and its words are destroyed and cannot be brought back. What you typed stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Discard it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discarded. Nothing is kept of it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Divider</name>
    <message>
        <source>Divider between transcript and note</source>
        <translation>Trenner zwischen Mitschrift und Notiz</translation>
    </message>
    <message>
        <source>Move the divider (arrow keys; a double click or Home puts it back)</source>
        <translation>Trenner bewegen (Pfeiltasten; Doppelklick oder Pos1 setzt ihn zurück)</translation>
    </message>
</context>
<context>
    <name>Doubting</name>
    <message>
        <source>Next doubtful place</source>
        <translation>Nächste zweifelhafte Stelle</translation>
    </message>
    <message>
        <source>Doubtful place before</source>
        <translation>Zweifelhafte Stelle davor</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n} von {count}</translation>
    </message>
</context>
<context>
    <name>DraftSoFar</name>
    <message>
        <source>The draft so far</source>
        <translation>Der Entwurf bis jetzt</translation>
    </message>
    <message>
        <source>Nothing was found for this section.</source>
        <translation>Für diesen Abschnitt wurde nichts gefunden.</translation>
    </message>
    <message>
        <source>not found in the session</source>
        <translation>in der Sitzung nicht gefunden</translation>
    </message>
</context>
<context>
    <name>ErrandRow</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Lassen</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Something needs your attention</source>
        <translation>Etwas braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
</context>
<context>
    <name>ErrorView</name>
    <message>
        <source>Copy &amp;details</source>
        <translation>&amp;Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>The details are on the clipboard for a minute.</source>
        <translation>Die Einzelheiten sind eine Minute lang in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Sotto made a mistake.</source>
        <translation>Sotto hat einen Fehler gemacht.</translation>
    </message>
    <message>
        <source>What was stored before is untouched.</source>
        <translation>Was vorher gespeichert war, ist unberührt.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, close and open Sotto.</source>
        <translation>Versuchen Sie es noch einmal. Geschieht es wieder, schließen und öffnen Sie Sotto.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>What is being read is a sound file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample of the voice is not complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>check-note needs --transcript and --note, or --jsonl.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only one of transcript and note can come from standard input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>check-note takes --jsonl, or --transcript and --note, not both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of pairs is not there, or not a text in UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two sentences of the note have the same id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note must be a JSON object with "sections" or "sentences".</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each section of the note must be a text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The transcript must begin with who speaks, as in 'Client: …'.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The transcript is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase could not be read from that file descriptor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two passphrases were not the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No passphrase was typed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The transcript was changed meanwhile. Look at this place again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These words are no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose who spoke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>speaker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose two different speakers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no words to put in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A turn can be split only between two of its words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>Etwas ist schiefgegangen.</translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation>Nichts ging verloren.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Sotto made a mistake: {detail}.</source>
        <translation>Sotto hat einen Fehler gemacht: {detail}.</translation>
    </message>
    <message>
        <source>Close and open Sotto again. If it happens again, please report it.</source>
        <translation>Schließen und öffnen Sie Sotto. Geschieht es wieder, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>{detail}</source>
        <translation>{detail}</translation>
    </message>
    <message>
        <source>The vault did not open. Either what was typed is not right, or the key file is damaged.</source>
        <translation>Der Tresor hat sich nicht geöffnet. Entweder stimmt nicht, was getippt wurde, oder die Schlüsseldatei ist beschädigt.</translation>
    </message>
    <message>
        <source>Check Caps Lock and the keyboard layout and try again, or use the recovery code from your recovery kit.</source>
        <translation>Prüfen Sie Feststelltaste und Tastaturbelegung, und versuchen Sie es noch einmal, oder verwenden Sie den Code von Ihrem Wiederherstellungsblatt.</translation>
    </message>
    <message>
        <source>After several tries that failed, Sotto waits before the next one. It is possible in {detail} s.</source>
        <translation>Nach mehreren Versuchen, die misslangen, wartet Sotto vor dem nächsten. Er ist in {detail} s möglich.</translation>
    </message>
    <message>
        <source>Check Caps Lock and the keyboard layout meanwhile.</source>
        <translation>Prüfen Sie inzwischen Feststelltaste und Tastaturbelegung.</translation>
    </message>
    <message>
        <source>This computer's keychain is missing, refused, or holds nothing for this vault.</source>
        <translation>Der Schlüsselbund dieses Computers fehlt, verweigert oder enthält nichts zu diesem Tresor.</translation>
    </message>
    <message>
        <source>Use the passphrase: it works as always.</source>
        <translation>Verwenden Sie die Passphrase: Sie gilt wie immer.</translation>
    </message>
    <message>
        <source>This folder is kept in step with other places by {detail}: what lies in it leaves this computer.</source>
        <translation>Dieser Ordner wird durch {detail} mit anderen Orten abgeglichen: Was in ihm liegt, verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Choose a folder outside of it. Copying while the vault is in use can also damage it, and old copies would keep what you delete.</source>
        <translation>Wählen Sie einen Ordner außerhalb davon. Kopieren, während der Tresor in Gebrauch ist, kann ihn auch beschädigen, und alte Kopien behielten, was Sie löschen.</translation>
    </message>
    <message>
        <source>This folder lies on another computer, and is reached over the network.</source>
        <translation>Dieser Ordner liegt auf einem anderen Computer und wird über das Netz erreicht.</translation>
    </message>
    <message>
        <source>Choose a folder on this computer. A connection that breaks off can damage the vault.</source>
        <translation>Wählen Sie einen Ordner auf diesem Computer. Eine Verbindung, die abbricht, kann den Tresor beschädigen.</translation>
    </message>
    <message>
        <source>The vault could not be moved: {detail}.</source>
        <translation>Der Tresor konnte nicht verlegt werden: {detail}.</translation>
    </message>
    <message>
        <source>It lies where it was, whole.</source>
        <translation>Er liegt, wo er lag, unversehrt.</translation>
    </message>
    <message>
        <source>Stop a recording that is running, then try again, or choose another folder.</source>
        <translation>Halten Sie eine laufende Aufnahme an, und versuchen Sie es noch einmal, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>A passphrase needs at least {detail} characters.</source>
        <translation>Eine Passphrase braucht mindestens {detail} Zeichen.</translation>
    </message>
    <message>
        <source>Choose a longer one: four or five unrelated words are easy to remember.</source>
        <translation>Wählen Sie eine längere: Vier oder fünf Wörter ohne Zusammenhang merkt man sich leicht.</translation>
    </message>
    <message>
        <source>There is no vault in this folder.</source>
        <translation>In diesem Ordner ist kein Tresor.</translation>
    </message>
    <message>
        <source>Choose another folder, or set up a new vault.</source>
        <translation>Wählen Sie einen anderen Ordner, oder legen Sie einen neuen Tresor an.</translation>
    </message>
    <message>
        <source>There is a vault in this folder already.</source>
        <translation>In diesem Ordner ist schon ein Tresor.</translation>
    </message>
    <message>
        <source>Open that one, or choose an empty folder.</source>
        <translation>Öffnen Sie diesen, oder wählen Sie einen leeren Ordner.</translation>
    </message>
    <message>
        <source>This vault is open in another Sotto window or command.</source>
        <translation>Dieser Tresor ist in einem anderen Fenster oder Befehl von Sotto offen.</translation>
    </message>
    <message>
        <source>Close the other one first, then try again.</source>
        <translation>Schließen Sie erst das andere, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The vault is locked.</source>
        <translation>Der Tresor ist gesperrt.</translation>
    </message>
    <message>
        <source>Enter your passphrase to go on.</source>
        <translation>Geben Sie Ihre Passphrase ein, um fortzufahren.</translation>
    </message>
    <message>
        <source>The vault could not be read: {detail}.</source>
        <translation>Der Tresor konnte nicht gelesen werden: {detail}.</translation>
    </message>
    <message>
        <source>What is stored was left as it is.</source>
        <translation>Was gespeichert ist, wurde gelassen, wie es war.</translation>
    </message>
    <message>
        <source>Do not delete anything. Put the last backup back, or get out what can be read with 'app salvage'.</source>
        <translation>Löschen Sie nichts. Holen Sie die letzte Sicherung zurück, oder retten Sie mit 'app salvage', was sich lesen lässt.</translation>
    </message>
    <message>
        <source>This vault was last used with a newer version of Sotto.</source>
        <translation>Dieser Tresor wurde zuletzt mit einer neueren Fassung von Sotto verwendet.</translation>
    </message>
    <message>
        <source>Install the newer version on this computer.</source>
        <translation>Installieren Sie die neuere Fassung auf diesem Computer.</translation>
    </message>
    <message>
        <source>There is not enough free memory to open the vault.</source>
        <translation>Es ist nicht genug Speicher frei, um den Tresor zu öffnen.</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>Schließen Sie andere Programme, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is no {detail} with this number in the vault.</source>
        <translation>Im Tresor gibt es mit dieser Nummer nichts ({detail}).</translation>
    </message>
    <message>
        <source>Go back to the list and choose again.</source>
        <translation>Gehen Sie zur Liste zurück, und wählen Sie neu.</translation>
    </message>
    <message>
        <source>Another client has this code already.</source>
        <translation>Dieses Kürzel ist schon vergeben.</translation>
    </message>
    <message>
        <source>Choose another code.</source>
        <translation>Wählen Sie ein anderes Kürzel.</translation>
    </message>
    <message>
        <source>The database engine cannot encrypt as Sotto requires ({detail}).</source>
        <translation>Die Datenbank kann nicht so verschlüsseln, wie Sotto es verlangt ({detail}).</translation>
    </message>
    <message>
        <source>Install Sotto again. Nothing was written.</source>
        <translation>Installieren Sie Sotto neu. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Sotto cannot write to the folder {detail}.</source>
        <translation>Sotto kann nicht in den Ordner {detail} schreiben.</translation>
    </message>
    <message>
        <source>Choose another folder, or ask whoever looks after this computer for the right to write there.</source>
        <translation>Wählen Sie einen anderen Ordner, oder bitten Sie, wer diesen Computer betreut, um das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Die Festplatte ist voll.</translation>
    </message>
    <message>
        <source>Everything up to this moment is stored.</source>
        <translation>Alles bis zu diesem Moment ist gespeichert.</translation>
    </message>
    <message>
        <source>Free some space, then go on.</source>
        <translation>Schaffen Sie Platz, und machen Sie dann weiter.</translation>
    </message>
    <message>
        <source>The disk is full: the last {detail} could not be stored.</source>
        <translation>Die Festplatte ist voll: Die letzten {detail} konnten nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Everything before that is stored.</source>
        <translation>Alles davor ist gespeichert.</translation>
    </message>
    <message>
        <source>Free some space before the next session.</source>
        <translation>Schaffen Sie Platz vor der nächsten Sitzung.</translation>
    </message>
    <message>
        <source>There is too little room on the disk to record: {detail}.</source>
        <translation>Auf der Festplatte ist zu wenig Platz zum Aufnehmen: {detail}.</translation>
    </message>
    <message>
        <source>Nothing was recorded.</source>
        <translation>Es wurde nichts aufgenommen.</translation>
    </message>
    <message>
        <source>Free some space, for example by destroying old recordings, then try again.</source>
        <translation>Schaffen Sie Platz, zum Beispiel durch Vernichten alter Aufnahmen, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The disk has no room for a long session: {detail}.</source>
        <translation>Die Festplatte hat keinen Platz für eine lange Sitzung: {detail}.</translation>
    </message>
    <message>
        <source>Free some space, or record a shorter session.</source>
        <translation>Schaffen Sie Platz, oder nehmen Sie eine kürzere Sitzung auf.</translation>
    </message>
    <message>
        <source>It is deleted, but a trace of it still lies inside the vault: another program is reading the vault, or a lock came in between.</source>
        <translation>Es ist gelöscht, aber eine Spur davon liegt noch im Tresor: Ein anderes Programm liest ihn, oder ein Sperren kam dazwischen.</translation>
    </message>
    <message>
        <source>What was to be kept is untouched.</source>
        <translation>Was bleiben sollte, ist unberührt.</translation>
    </message>
    <message>
        <source>Close other programs that use this vault. Sotto finishes the deletion the next time the vault opens.</source>
        <translation>Schließen Sie andere Programme, die diesen Tresor verwenden. Sotto beendet das Löschen, wenn der Tresor das nächste Mal geöffnet wird.</translation>
    </message>
    <message>
        <source>This session is being recorded or worked on.</source>
        <translation>Diese Sitzung wird aufgenommen oder bearbeitet.</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>Es wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>Stop that first, then delete.</source>
        <translation>Beenden Sie das zuerst, und löschen Sie dann.</translation>
    </message>
    <message>
        <source>The client's code was not typed as it stands in the list.</source>
        <translation>Das Kürzel wurde nicht so getippt, wie es in der Liste steht.</translation>
    </message>
    <message>
        <source>Type the code to confirm, or cancel.</source>
        <translation>Tippen Sie das Kürzel zur Bestätigung, oder brechen Sie ab.</translation>
    </message>
    <message>
        <source>The folder for backups is not there. It may be on a disk or stick that is not connected.</source>
        <translation>Der Ordner für Sicherungen ist nicht da. Vielleicht liegt er auf einer Platte oder einem Stick, der nicht angeschlossen ist.</translation>
    </message>
    <message>
        <source>Connect it and try again, or choose another folder in the settings.</source>
        <translation>Schließen Sie ihn an, und versuchen Sie es noch einmal, oder wählen Sie in den Einstellungen einen anderen Ordner.</translation>
    </message>
    <message>
        <source>There is not enough room for the backup.</source>
        <translation>Für die Sicherung ist nicht genug Platz.</translation>
    </message>
    <message>
        <source>No backup was made; the earlier ones are still there.</source>
        <translation>Es wurde keine Sicherung gemacht; die früheren sind noch da.</translation>
    </message>
    <message>
        <source>Free some space there or choose another folder, then try again.</source>
        <translation>Schaffen Sie dort Platz, oder wählen Sie einen anderen Ordner, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is no backup here.</source>
        <translation>Hier ist keine Sicherung.</translation>
    </message>
    <message>
        <source>Make a backup first, or choose another folder.</source>
        <translation>Machen Sie erst eine Sicherung, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>This backup is not whole: {detail}.</source>
        <translation>Diese Sicherung ist nicht vollständig: {detail}.</translation>
    </message>
    <message>
        <source>The vault itself was not touched.</source>
        <translation>Der Tresor selbst wurde nicht berührt.</translation>
    </message>
    <message>
        <source>Use another backup, and make a new one soon.</source>
        <translation>Verwenden Sie eine andere Sicherung, und machen Sie bald eine neue.</translation>
    </message>
    <message>
        <source>This backup was made from another vault.</source>
        <translation>Diese Sicherung stammt von einem anderen Tresor.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Choose a backup of this vault.</source>
        <translation>Wählen Sie eine Sicherung dieses Tresors.</translation>
    </message>
    <message>
        <source>This backup was made with a newer version of Sotto.</source>
        <translation>Diese Sicherung wurde mit einer neueren Fassung von Sotto gemacht.</translation>
    </message>
    <message>
        <source>The list of a practice program’s fields could not be read: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the file, or take it out of its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder is not there. It may be on a disk or stick that is not connected.</source>
        <translation>Der Ordner ist nicht da. Vielleicht liegt er auf einer Platte oder einem Stick, der nicht angeschlossen ist.</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Connect it and try again, or choose another folder.</source>
        <translation>Schließen Sie ihn an, und versuchen Sie es noch einmal, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>There is something in this folder already: {detail}.</source>
        <translation>In diesem Ordner ist schon etwas: {detail}.</translation>
    </message>
    <message>
        <source>Choose another folder, or a new one.</source>
        <translation>Wählen Sie einen anderen oder einen neuen Ordner.</translation>
    </message>
    <message>
        <source>What lies in this folder leaves this computer: {detail}. The export is not encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder on this computer, or on a stick that you lock away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough room for the export.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault was not touched, and nothing usable was left in the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export did not come to its end, and what was written of it could not be removed: the folder “{detail}” holds a part of your records that is not encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault was not touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete that folder, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This export could not be read: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was brought into the vault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another copy of the export, or make a new one from the vault that it came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This export was made with a newer version of Sotto.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is something in this vault already: an export is brought into an empty one only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up a new vault in another folder, and bring it in there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone was found.</source>
        <translation>Es wurde kein Mikrofon gefunden.</translation>
    </message>
    <message>
        <source>Connect a microphone, then choose 'Look again'.</source>
        <translation>Schließen Sie ein Mikrofon an, und wählen Sie „Noch einmal suchen“.</translation>
    </message>
    <message>
        <source>The microphone could not be opened.</source>
        <translation>Das Mikrofon konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>What was recorded before is stored.</source>
        <translation>Was vorher aufgenommen wurde, ist gespeichert.</translation>
    </message>
    <message>
        <source>Close other programs that use it, and check in the system's privacy settings that Sotto may use the microphone.</source>
        <translation>Schließen Sie andere Programme, die es verwenden, und prüfen Sie in den Datenschutzeinstellungen des Systems, ob Sotto das Mikrofon verwenden darf.</translation>
    </message>
    <message>
        <source>No loudspeaker or headphones could be opened.</source>
        <translation>Es konnten keine Lautsprecher oder Kopfhörer geöffnet werden.</translation>
    </message>
    <message>
        <source>Connect one and try again.</source>
        <translation>Schließen Sie welche an, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The sound file is not there or cannot be read.</source>
        <translation>Die Tondatei ist nicht da oder lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Check where the file is and try again.</source>
        <translation>Prüfen Sie, wo die Datei ist, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The sound file is empty.</source>
        <translation>Die Tondatei ist leer.</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>Es wurde nichts eingelesen.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>This file could not be read as sound. It may be damaged, or of a kind that Sotto does not know.</source>
        <translation>Diese Datei ließ sich nicht als Ton lesen. Sie ist vielleicht beschädigt oder von einer Art, die Sotto nicht kennt.</translation>
    </message>
    <message>
        <source>Nothing was imported; the file was left as it is.</source>
        <translation>Es wurde nichts eingelesen; die Datei blieb, wie sie war.</translation>
    </message>
    <message>
        <source>Use WAV, FLAC, MP3, M4A or OGG. Playing the file in another program shows whether it is whole.</source>
        <translation>Verwenden Sie WAV, FLAC, MP3, M4A oder OGG. Ob die Datei ganz ist, zeigt sich beim Abspielen in einem anderen Programm.</translation>
    </message>
    <message>
        <source>The sound file is damaged after {detail}.</source>
        <translation>Die Tondatei ist nach {detail} beschädigt.</translation>
    </message>
    <message>
        <source>Everything before that point was imported.</source>
        <translation>Alles vor dieser Stelle wurde eingelesen.</translation>
    </message>
    <message>
        <source>Check in the transcript whether anything is missing.</source>
        <translation>Prüfen Sie in der Mitschrift, ob etwas fehlt.</translation>
    </message>
    <message>
        <source>This file holds pictures but no sound.</source>
        <translation>Diese Datei enthält Bilder, aber keinen Ton.</translation>
    </message>
    <message>
        <source>Choose a file with sound.</source>
        <translation>Wählen Sie eine Datei mit Ton.</translation>
    </message>
    <message>
        <source>No speech was found in this recording.</source>
        <translation>In dieser Aufnahme wurde keine Sprache gefunden.</translation>
    </message>
    <message>
        <source>The recording is stored.</source>
        <translation>Die Aufnahme ist gespeichert.</translation>
    </message>
    <message>
        <source>Play it to check that the microphone was on. You can also write the note without a recording.</source>
        <translation>Spielen Sie sie ab, um zu prüfen, ob das Mikrofon an war. Sie können die Notiz auch ohne Aufnahme schreiben.</translation>
    </message>
    <message>
        <source>There is too little speech in this recording to know a voice by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not kept, and a voice that was stored before still is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speak for half a minute without long pauses, at the usual distance from the microphone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This recording does not sound like one voice throughout.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record again where nobody else speaks and no sound plays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recorder stopped unexpectedly.</source>
        <translation>Der Rekorder endete unerwartet.</translation>
    </message>
    <message>
        <source>Everything until about a second before is stored.</source>
        <translation>Alles bis etwa eine Sekunde davor ist gespeichert.</translation>
    </message>
    <message>
        <source>Press Record to go on, or Stop to work with what is there.</source>
        <translation>Drücken Sie Aufnehmen, um weiterzumachen, oder Stopp, um mit dem zu arbeiten, was da ist.</translation>
    </message>
    <message>
        <source>The model '{detail}' is not installed, or one of its parts is missing.</source>
        <translation>Das Modell '{detail}' ist nicht installiert, oder ein Teil davon fehlt.</translation>
    </message>
    <message>
        <source>Install it under Models, or choose another one.</source>
        <translation>Installieren Sie es unter Modelle, oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>The model '{detail}' is not the one that was tested: a checksum differs, so it was not loaded.</source>
        <translation>Das Modell '{detail}' ist nicht das geprüfte: Eine Prüfsumme weicht ab; es wurde nicht geladen.</translation>
    </message>
    <message>
        <source>Remove it and install it again.</source>
        <translation>Entfernen Sie es, und installieren Sie es neu.</translation>
    </message>
    <message>
        <source>The model for '{detail}' could not be loaded.</source>
        <translation>Das Modell für '{detail}' konnte nicht geladen werden.</translation>
    </message>
    <message>
        <source>Close other programs in case memory is short and try again, or choose another model.</source>
        <translation>Schließen Sie andere Programme, falls der Speicher knapp ist, und versuchen Sie es noch einmal, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>This computer's processor is too old for the speech and note models: it has no {detail}.</source>
        <translation>Der Prozessor dieses Computers ist zu alt für die Modelle: Ihm fehlt {detail}.</translation>
    </message>
    <message>
        <source>Use a computer from 2015 or later. You can write the note without models on this one.</source>
        <translation>Verwenden Sie einen Computer von 2015 oder später. Auf diesem können Sie die Notiz ohne Modelle schreiben.</translation>
    </message>
    <message>
        <source>This copy of Sotto was set up on another computer: its note model needs {detail}, which is missing here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Sotto again on this computer. You can write the note without models until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of models could not be read: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Sotto again.</source>
        <translation>Installieren Sie Sotto neu.</translation>
    </message>
    <message>
        <source>Everything done so far is stored.</source>
        <translation>Alles bisher Getane ist gespeichert.</translation>
    </message>
    <message>
        <source>The {detail} crashed twice on the same piece of work.</source>
        <translation>{detail}: zweimal am selben Stück Arbeit abgestürzt.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, choose a smaller model.</source>
        <translation>Versuchen Sie es noch einmal. Geschieht es wieder, wählen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>The {detail} ended twice: it was built for a processor that can do more than this computer's.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {detail} was ended by the system twice, most likely because memory ran short.</source>
        <translation>{detail}: vom System zweimal beendet, wohl weil der Speicher knapp wurde.</translation>
    </message>
    <message>
        <source>Close other programs and try again, or choose a smaller model.</source>
        <translation>Schließen Sie andere Programme, und versuchen Sie es noch einmal, oder wählen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>The {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it happens again, check the models under Models.</source>
        <translation>Versuchen Sie es noch einmal. Geschieht es wieder, prüfen Sie die Modelle unter Modelle.</translation>
    </message>
    <message>
        <source>This system does not let the {detail} be shut off from the network, so it was not started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the operating system. You can write the note without models until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The work was cancelled.</source>
        <translation>Die Arbeit wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Everything done before that is stored.</source>
        <translation>Alles davor Getane ist gespeichert.</translation>
    </message>
    <message>
        <source>You can start it again at any time.</source>
        <translation>Sie können sie jederzeit wieder beginnen.</translation>
    </message>
    <message>
        <source>Sotto crashed the last time it ran.</source>
        <translation>Sotto ist beim letzten Mal abgestürzt.</translation>
    </message>
    <message>
        <source>Everything that was stored until then is there; a recording that ran is found after you unlock.</source>
        <translation>Alles, was bis dahin gespeichert war, ist da; eine Aufnahme, die lief, wird nach dem Entsperren gefunden.</translation>
    </message>
    <message>
        <source>You can go on. If it happens again, please report it with the file crash-last.log beside the settings: it holds names of functions, nothing of any client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no screen to open the window on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start Sotto on the desktop. 'app --help' lists what can be done without a screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the file and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note format could not be read: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the format, or choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{detail} of the sentences were not found in the session and have not been dealt with.</source>
        <translation>{detail} der Sätze wurden in der Sitzung nicht gefunden und sind nicht entschieden.</translation>
    </message>
    <message>
        <source>The draft is stored.</source>
        <translation>Der Entwurf ist gespeichert.</translation>
    </message>
    <message>
        <source>For each: keep it as your own observation, change it, or remove it.</source>
        <translation>Für jeden: als eigene Beobachtung behalten, ändern oder entfernen.</translation>
    </message>
    <message>
        <source>{detail} of the sentences had to be checked once more, because the session's words, the format or the check changed since, and cannot be signed as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The draft is stored; these sentences are marked now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This note is signed and cannot be changed.</source>
        <translation>Diese Notiz ist unterschrieben und kann nicht geändert werden.</translation>
    </message>
    <message>
        <source>Add an addendum instead.</source>
        <translation>Fügen Sie stattdessen einen Nachtrag hinzu.</translation>
    </message>
    <message>
        <source>Recording needs the client's consent first.</source>
        <translation>Zum Aufnehmen braucht es zuerst die Einwilligung.</translation>
    </message>
    <message>
        <source>Confirm the consent, or write the note without a recording.</source>
        <translation>Bestätigen Sie die Einwilligung, oder schreiben Sie die Notiz ohne Aufnahme.</translation>
    </message>
    <message>
        <source>The computer at '{detail}' could not be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has been fetched so far is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network and go on, or install the models from a folder or a pack file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network's proxy '{detail}' did not let the download through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask whoever looks after this network, or install the models from a folder or a pack file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer at '{detail}' could not prove that it is the one it claims to be, so nothing was fetched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this computer's date and network, or install the models from a folder or a pack file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not give out '{detail}'.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again later, choose another model, or install it from a folder or a pack file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>'{detail}' was fetched more than once and is not the file that was tested, so it was not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again on another network, or install the model from a folder or a pack file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough room on the disk for this model: {detail} more are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some room or remove a model that is not used, then go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk reported an error while the model was written or read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models that were installed before are untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it happens again, let somebody look at this computer's disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>'{detail}' is being installed already, by this window or another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address cannot be used for fetching models: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address that was used before stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct it, or leave it empty for the usual one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model '{detail}'.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>'app models list' names those that there are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>'{detail}' is not offered for download: its checksums have not been confirmed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not a model pack that Sotto can use: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the pack again from where it came, or make a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything could be read from there: it went away, or is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was installed before is untouched, and models that were whole by then are installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the stick back in, or choose the folder or pack again, and go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pack could not be written: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another place for it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model that Sotto knows was found there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder or the stick that holds the model's files, or a pack file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>'{detail}' is at work just now, so it was not removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until the work is done, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>'{detail}' is a part of the program and cannot be removed by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes little room. Nothing needs to be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of '{detail}' could not be read safely, so it was not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it and install it again. If it happens again, please report it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These models do not fit into this computer's memory together: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a smaller note model, or a smaller speech model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>'{detail}' was tried on this computer and does not run here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model for now, or try it again under Models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>'{detail}' was tried on this computer and does not run here: what it needs was built for a processor that can do more than this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Sotto again on this computer, or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>'{detail}' was tried on this computer and crashed each time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Sotto again on this computer, so that everything is built for it. If it still happens, choose another model for now and report it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>'{detail}' was tried on this computer, and the system ended it, most likely because memory ran short.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>'{detail}' was tried on this computer and gave no answer for minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart the computer and try again, or choose a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>'{detail}' was tried on this computer and could not be used: the program that runs it does not take it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs in case memory is short and try again, or remove the model and install it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>'{detail}' was tried on this computer; it runs, but what it answers cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model, and report it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The transcript must be a JSON object with a list called "turns".</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a word list is missing or is not in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the word list medications.yaml cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the word list common_words.txt cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the list given_names.txt cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the word list topics.yaml is not in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file of shared fields is not in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the folder of note formats is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the list voice.yaml cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault can be moved only while it is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup inside the vault's own folder would be lost together with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it lists no model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These words were changed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to do again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody spoke here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stretch has been written down already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transcript</source>
        <translation>Mitschrift</translation>
    </message>
    <message>
        <source>There is no recording to destroy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note is checked against the transcript. Sign the note first, then delete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This transcript is what you wrote. Delete the session instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>speech</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was dictated is still being written down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the dictation first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The microphone is in use. Stop the recording first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This session has a recording. Dictate for a session without one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was dictated before is still to be written down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is being dictated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a FHIR document does not begin with its composition, or refers to what it does not hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>it is not a web address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its list of models is not its first part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its list of models is too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of its parts is there twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has parts that its list does not name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its list does not fit its parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has too many parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has links, folders or other parts that a pack never has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a name in it leads out of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was made by a newer version of Sotto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its list of models cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its list of models contradicts itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no model was chosen for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number in it is beyond all measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its records do not fit together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its audit trail was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a record belongs to another one that is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a session is being recorded in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a signed note in it is not the one that was signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it names a file that is not its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault’s own folder is not the place for what is not encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A session is being recorded. Stop that first, then export.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A session is being recorded or worked on. Measure once that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>speech model heard nothing in the demo session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>speaker model found nothing in the demo session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>note worker lost what it had read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>note model has no room for the demo session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>note model wrote nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is a folder of that name already, with something in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a recording is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what was copied is not the same as what is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A signature needs your name and what it means.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note changed meanwhile. Read it again, then sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An empty note cannot be signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An addendum needs a text and your name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such nudge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a setting has no default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is being recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another session is being recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This session has its recording already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was recorded with a microphone is not replaced by a sound file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A client needs a code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its list of contents was changed after it was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is not empty. Choose an empty one for the vault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sentences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a format of your own can be changed. Make a copy of this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another format has this title already. Choose another title.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a format of your own can be deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the demo session is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no terms for this way of working.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the word list modalities.yaml cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the word list modalities.yaml is not in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>speakers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not sound as it is stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This note was made from what you wrote. Change its words by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You changed the note while the draft was being made, so the draft was not put in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such way of writing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write pronouns that are less usual in three forms, for example fae/faer/faers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rule needs words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This session has a recording: its note is made from that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a recording has no beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an audit entry may hold names of actions and ids only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an audit trail was to be carried along that does not hold together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its list of contents cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what it says of itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its list of contents is not one of Sotto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a time without a time zone was to be stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a stored time is not readable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a stored time has no time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a stored record is not readable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a checkpoint was asked for inside a transaction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a vacuum was asked for inside a transaction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the disk reported an error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a database file is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a database file is not encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a database file is damaged, or its key is not the right one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no encryption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it cannot keep a write-ahead log in this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a goal was to be kept with another client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a session is of an unknown kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a database file is cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This note is not signed yet, so it can still be changed itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A signed version and the one under it stay as long as the session does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the note as it stands; it can be changed, or deleted with its session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a note was to be moved to another session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the beginning of a database is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the parts of the search could not be merged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a passage of the search is not what was put in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a passage of the search is not readable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the search still knows what was deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an empty vector was to be stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a session was to be added twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>note format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a turn of a transcript is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a key was to be derived too cheaply or too dearly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a recording has an id that cannot name a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the key file does not keep what is written to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the key file is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its database file is missing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvidenceChip</name>
    <message>
        <source>Your words</source>
        <translation>Ihre Worte</translation>
    </message>
    <message>
        <source>Where this comes from: {who}</source>
        <translation>Woher das stammt: {who}</translation>
    </message>
</context>
<context>
    <name>EvidenceChips</name>
    <message>
        <source>Fewer</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>{n} weitere</translation>
    </message>
    <message>
        <source>Show fewer places</source>
        <translation>Weniger Stellen zeigen</translation>
    </message>
    <message>
        <source>Show {n} more places where this comes from</source>
        <translation>{n} weitere Stellen zeigen, aus denen das stammt</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>PDF, to print or to file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word (DOCX), to go on working with the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FHIR R4 (JSON), for a practice program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field by field, to paste into another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For whose record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole note, with every client’s part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: what is shared, and this client’s part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is exported is outside the vault and not encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>This note is not signed. What is exported says so.</source>
        <translation>Diese Notiz ist nicht unterschrieben. Was exportiert wird, sagt es.</translation>
    </message>
    <message>
        <source>This note is not signed, and some of its sentences are not decided on. What is exported says so, and they keep their marks.</source>
        <translation>Diese Notiz ist nicht unterschrieben, und einige ihrer Sätze sind nicht entschieden. Was exportiert wird, sagt es, und sie behalten ihre Marken.</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Word (*.docx)</source>
        <translation>Word (*.docx)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FHIR document (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Export the note</source>
        <translation>Notiz exportieren</translation>
    </message>
    <message>
        <source>Exported. The file is outside the vault and not encrypted.</source>
        <translation>Exportiert. Die Datei liegt außerhalb des Tresors und ist nicht verschlüsselt.</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Add a line to {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a line, then Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours to say: Sotto puts nothing here that you did not write or tick.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>optional</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldForm</name>
    <message>
        <source>Title of the field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What belongs here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who fills it in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sotto drafts it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only I</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mood, affect, mental status, diagnosis, risk level and medical necessity are yours alone: Sotto puts what was said beside such a field, and drafts nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note is not complete without it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a group: one for each client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What Sotto looks for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In whose words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client’s and therapist’s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the client’s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the therapist’s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentences at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Characters at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points to tick, one a line</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldsWindow</name>
    <message>
        <source>Field by field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields of the note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the next field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing this window empties the clipboard; it is emptied after a minute in any case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is copied. It is the last one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is copied. Paste it, then come back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in transcript and note</source>
        <translation>In Mitschrift und Notiz suchen</translation>
    </message>
    <message>
        <source>The one before (Shift+F3)</source>
        <translation>Der Fund davor (Umschalt+F3)</translation>
    </message>
    <message>
        <source>The next one (F3)</source>
        <translation>Der nächste Fund (F3)</translation>
    </message>
    <message>
        <source>Close (Escape)</source>
        <translation>Schließen (Esc)</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Find in transcript and note</source>
        <translation>In Mitschrift und Notiz suchen</translation>
    </message>
    <message>
        <source>Next one found</source>
        <translation>Nächster Fund</translation>
    </message>
    <message>
        <source>The one found before</source>
        <translation>Fund davor</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>what you wrote</source>
        <translation>was Sie geschrieben haben</translation>
    </message>
    <message>
        <source>transcript</source>
        <translation>Mitschrift</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>{n} of {count} · {where}</source>
        <translation>{n} von {count} · {where}</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>{count} gefunden</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>The key file no longer says where the audit trail ended.</source>
        <translation>Die Schlüsseldatei sagt nicht mehr, wo das Protokoll endete.</translation>
    </message>
    <message>
        <source>The audit trail does not go on from entry {n}, which the key file remembers: an older database was put back, or entries were removed.</source>
        <translation>Das Protokoll geht nicht von Eintrag {n} aus weiter, den die Schlüsseldatei kennt: Eine ältere Datenbank wurde zurückgelegt, oder Einträge wurden entfernt.</translation>
    </message>
    <message>
        <source>The figures could not be read: they are a number and twelve characters.</source>
        <translation>Die Angaben konnten nicht gelesen werden: Es sind eine Zahl und zwölf Zeichen.</translation>
    </message>
    <message>
        <source>The audit trail does not go on from entry {n} as it was printed: this vault is older than the printed page, or its past was changed.</source>
        <translation>Das Protokoll geht nicht so von Eintrag {n} aus weiter, wie er gedruckt wurde: Dieser Tresor ist älter als die gedruckte Seite, oder seine Vergangenheit wurde geändert.</translation>
    </message>
    <message>
        <source>The end of the recording is missing or was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gaps or marks of the recording were changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording cannot be read any further after chunk {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of the recording is not the one that was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of the recording is damaged: at least one page was changed from outside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of the recording is out of order inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chunks {first} to {last} of the recording are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chunk {n} of the recording was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries {first} to {last} of the audit trail are missing.</source>
        <translation>Die Einträge {first} bis {last} des Protokolls fehlen.</translation>
    </message>
    <message>
        <source>Entry {n} of the audit trail does not follow the one before it.</source>
        <translation>Eintrag {n} des Protokolls schließt nicht an den vorigen an.</translation>
    </message>
    <message>
        <source>Entry {n} of the audit trail was changed.</source>
        <translation>Eintrag {n} des Protokolls wurde geändert.</translation>
    </message>
    <message>
        <source>The audit trail of the earlier vault does not end where it did when it was brought in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audit trail of the earlier vault is missing.</source>
        <translation>Das Protokoll des früheren Tresors fehlt.</translation>
    </message>
    <message>
        <source>Earlier vault: {problem}</source>
        <translation>Früherer Tresor: {problem}</translation>
    </message>
    <message>
        <source>The audit trail of an earlier vault is empty.</source>
        <translation>Das Protokoll eines früheren Tresors ist leer.</translation>
    </message>
    <message>
        <source>The audit trails of two earlier vaults do not belong together.</source>
        <translation>Die Protokolle zweier früherer Tresore gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>{what} has lost the file that says where it stood: commits may be missing unseen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file that says where {what} stood was changed or damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file that says where {what} stood is from an earlier time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} is older than it was: what was stored last is missing from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} was changed from outside, or the disk has damaged it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} had lost a bit on the disk, and was put right; nothing is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log of {what} had lost a bit on the disk, and was put right; nothing is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A log that does not belong to {what} lay beside it, and was put aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note signed at {time} was changed after the signature.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is missing or cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} was changed or damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is from an earlier time: an old one was put back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} knows of more than the database holds: an older database was put back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy of the key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{problem} It was put right when this was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault opens, but another way in may be lost: make a new recovery kit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audit trail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{part} could not be checked to the end: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database file was changed from outside since Sotto opened it, or the disk has damaged it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database file is damaged: at least one page was changed from outside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is out of order inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A record in the database belongs to another one that is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the log held was kept beside the database ({n}): salvaging may get more out of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printed end of the audit trail could not be read: it is a number and twelve characters.</source>
        <translation>Das gedruckte Ende des Protokolls konnte nicht gelesen werden: Es sind eine Zahl und zwölf Zeichen.</translation>
    </message>
    <message>
        <source>{recording} is destroyed and cannot be read, but its file is still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{recording}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{recording} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording {name} lies in the vault's folder, and the database knows nothing of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{recording} has no key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file that says where it stood is from an earlier time, or damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is older than it was: the file was put back from an earlier moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its file is not the one that was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording of {time} UTC</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>Alles bleibt auf diesem Computer.</translation>
    </message>
    <message>
        <source>Put a vault back from a backup…</source>
        <translation>Tresor aus einer Sicherung zurückholen…</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Do the rest &amp;later</source>
        <translation>Den Rest &amp;später</translation>
    </message>
    <message>
        <source>Finish and see &amp;how it works</source>
        <translation>Fertig, und zeigen, &amp;wie es geht</translation>
    </message>
    <message>
        <source>The demo session: three minutes of two made-up voices, written down and drafted in front of you</source>
        <translation>Die Demositzung: drei Minuten mit zwei künstlichen Stimmen, vor Ihren Augen aufgeschrieben und entworfen</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Step {n} of {all}</source>
        <translation>Schritt {n} von {all}</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>The rest is under Settings and Models.</source>
        <translation>Der Rest steht unter Einstellungen und Modelle.</translation>
    </message>
    <message>
        <source>Making the vault, the locked place for everything that Sotto stores…</source>
        <translation>Der Tresor wird angelegt, der verschlossene Ort für alles, was Sotto speichert…</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Your first session starts here</source>
        <translation>Hier beginnt Ihre erste Sitzung</translation>
    </message>
    <message>
        <source>Everything stays on this computer: the sound, the words and the note.</source>
        <translation>Alles bleibt auf diesem Computer: der Ton, die Worte und die Notiz.</translation>
    </message>
    <message>
        <source>1. Record</source>
        <translation>1. Aufnehmen</translation>
    </message>
    <message>
        <source>Put the microphone on the table, or import a sound file. Without a recording you write, tick off or dictate afterwards what happened.</source>
        <translation>Stellen Sie das Mikrofon auf den Tisch, oder lesen Sie eine Tondatei ein. Ohne Aufnahme schreiben, haken oder diktieren Sie danach, was war.</translation>
    </message>
    <message>
        <source>2. Read the draft</source>
        <translation>2. Den Entwurf lesen</translation>
    </message>
    <message>
        <source>When you press Stop, the draft of the note is nearly there. Each sentence shows the moments of the session that it comes from; what was not found is marked.</source>
        <translation>Wenn Sie auf Stopp drücken, ist der Entwurf der Notiz fast da. Jeder Satz zeigt die Stellen der Sitzung, aus denen er stammt; was nicht gefunden wurde, ist markiert.</translation>
    </message>
    <message>
        <source>3. Decide and sign</source>
        <translation>3. Entscheiden und unterschreiben</translation>
    </message>
    <message>
        <source>Keep, change or leave out each sentence. Your signature locks the note; the recording goes when you say so.</source>
        <translation>Behalten, ändern oder streichen Sie jeden Satz. Ihre Unterschrift schließt die Notiz ab; die Aufnahme geht, wenn Sie es sagen.</translation>
    </message>
    <message>
        <source>See it with the demo session</source>
        <translation>An der Demositzung ansehen</translation>
    </message>
    <message>
        <source>Two made-up voices, four minutes</source>
        <translation>Zwei künstliche Stimmen, vier Minuten</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>New session (Ctrl+N)</source>
        <translation>Neue Sitzung (Strg+N)</translation>
    </message>
</context>
<context>
    <name>FolderQuestion</name>
    <message>
        <source>Another folder would be better</source>
        <translation>Ein anderer Ordner wäre besser</translation>
    </message>
    <message>
        <source>&amp;Choose another folder…</source>
        <translation>Anderen Ordner &amp;wählen…</translation>
    </message>
    <message>
        <source>Use it &amp;here all the same</source>
        <translation>&amp;Trotzdem hier verwenden</translation>
    </message>
    <message>
        <source>Choose a folder on this computer</source>
        <translation>Wählen Sie einen Ordner auf diesem Computer</translation>
    </message>
    <message>
        <source>Copying the vault and comparing every part of it…</source>
        <translation>Der Tresor wird kopiert und jeder Teil verglichen…</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
</context>
<context>
    <name>FormatChoice</name>
    <message>
        <source>Note format</source>
        <translation>Notizformat</translation>
    </message>
    <message>
        <source>Fields of a modality</source>
        <translation>Felder eines Verfahrens</translation>
    </message>
    <message>
        <source>Adds the fields of a modality to the format</source>
        <translation>Fügt dem Format die Felder eines Verfahrens hinzu</translation>
    </message>
    <message>
        <source>No modality</source>
        <translation>Kein Verfahren</translation>
    </message>
</context>
<context>
    <name>FormatDialog</name>
    <message>
        <source>Note format</source>
        <translation>Notizformat</translation>
    </message>
</context>
<context>
    <name>FormatStep</name>
    <message>
        <source>Choose your note format</source>
        <translation>Wählen Sie Ihr Notizformat</translation>
    </message>
    <message>
        <source>This is the usual one. Each session can have another.</source>
        <translation>Dies ist das übliche. Jede Sitzung kann ein anderes haben.</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>Session note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes of a session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plans and summaries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the client to read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs a title.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The title is too long; 60 characters at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line about what it is good for is too long; 200 characters at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what belongs here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What belongs here is too long; 800 characters at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A format needs at least one field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is too many fields; 40 at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not every field can be one for each client: the group needs a part of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this title asks for is yours alone: choose “Only I”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is too many points to tick; 60 at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of the points to tick is too long; 160 characters at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Characters at most: no limit, or from 80 to 20,000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another field has this title.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another format has this title.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The format: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field {n}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FormatsCard</name>
    <message>
        <source>New sessions begin with</source>
        <translation>Neue Sitzungen beginnen mit</translation>
    </message>
    <message>
        <source>Look at every format on the demo session, and write formats of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note formats…</source>
        <translation>Notizformate…</translation>
    </message>
</context>
<context>
    <name>GlobalKeys</name>
    <message>
        <source>Pause the recording, or go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off the record</source>
        <translation>Außerhalb der Aufnahme</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Diesen Moment markieren</translation>
    </message>
    <message>
        <source>Bring Sotto to the front</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GoalRow</name>
    <message>
        <source>Goal {n}</source>
        <translation>Ziel {n}</translation>
    </message>
    <message>
        <source>What you and your client work towards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>Goal {n} was reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove goal {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since {date}</source>
        <translation>Seit {date}</translation>
    </message>
    <message>
        <source>reached {date}</source>
        <translation>erreicht {date}</translation>
    </message>
</context>
<context>
    <name>GoalsCard</name>
    <message>
        <source>Goals</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Goals of the client (Ctrl+G)</source>
        <translation>Ziele (Strg+G)</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>und {n} weitere</translation>
    </message>
    <message>
        <source>{n} reached</source>
        <translation>{n} erreicht</translation>
    </message>
    <message>
        <source>No goals are set.</source>
        <translation>Es sind keine Ziele gesetzt.</translation>
    </message>
</context>
<context>
    <name>GoalsDialog</name>
    <message>
        <source>Goals</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>What you and {who} work towards. A note that touches none of it gets a nudge; the draft can be given the goals as context. They are kept in the vault with this client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>No goals yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a goal</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeadForm</name>
    <message>
        <source>Title of the format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In one line, what it is good for (optional)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>Hilfe durchsuchen</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>No page of the help has these words.</source>
        <translation>Keine Seite der Hilfe hat diese Worte.</translation>
    </message>
    <message>
        <source>&amp;Back to where you were</source>
        <translation>&amp;Zurück, wo Sie waren</translation>
    </message>
    <message>
        <source>Back to where you were (Alt+B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>Zurück, wo Sie waren</translation>
    </message>
    <message>
        <source>{n} pages have these words</source>
        <translation>{n} Seiten haben diese Worte</translation>
    </message>
</context>
<context>
    <name>HelpPages</name>
    <message>
        <source>To begin with</source>
        <translation>Zum Anfang</translation>
    </message>
    <message>
        <source>A session</source>
        <translation>Eine Sitzung</translation>
    </message>
    <message>
        <source>The note</source>
        <translation>Die Notiz</translation>
    </message>
    <message>
        <source>Your records</source>
        <translation>Ihre Aufzeichnungen</translation>
    </message>
    <message>
        <source>Sotto itself</source>
        <translation>Sotto selbst</translation>
    </message>
</context>
<context>
    <name>HelpText</name>
    <message>
        <source>Help text</source>
        <translation>Hilfetext</translation>
    </message>
</context>
<context>
    <name>IntegrityCard</name>
    <message>
        <source>&amp;Check the vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audit trail as printed on a signed note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As printed: 128 · 3f9a 71c2 8d0e</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check finds anything that was changed, cut off or put back from outside. With the audit trail from a printed note it also finds a whole vault put back from an earlier day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored in {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audit trail: {head}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading everything in the vault…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was found:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have &amp;seen this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in the vault can be read, and nothing was changed from outside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noted in the audit trail. What can be put right is not told again; check once more to see.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeepingCard</name>
    <message>
        <source>A recording is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until I destroy it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until the note is signed, then it is destroyed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for some days after signing, then it is destroyed:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days after signing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> days</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeychainOn</name>
    <message>
        <source>Open with this computer's keychain</source>
        <translation>Mit dem Schlüsselbund dieses Computers öffnen</translation>
    </message>
    <message>
        <source>Whoever can use this computer's account while you are logged in can then open the vault without the passphrase. The passphrase and the recovery code go on working.</source>
        <translation>Wer das Konto dieses Computers benutzen kann, während Sie angemeldet sind, kann dann den Tresor ohne Passphrase öffnen. Passphrase und Wiederherstellungscode gelten weiter.</translation>
    </message>
    <message>
        <source>&amp;Turn it on</source>
        <translation>&amp;Einschalten</translation>
    </message>
</context>
<context>
    <name>KeysCard</name>
    <message>
        <source>Ways into the vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the &amp;passphrase…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New &amp;recovery kit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open with this computer's &amp;keychain, without the passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off unless you turn it on. Whoever can use this computer's account while you are logged in can open the vault without the passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no keychain that Sotto trusts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your recovery kit is not stored yet. Make a new one when you have a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new recovery kit is in force. Destroy the old one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer's keychain opens the vault now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keychain no longer opens the vault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keychain no longer opens the vault. What it kept could not be removed; it opens nothing any more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LanguageCard</name>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>This is the language of the window. A note is written in the language of its format.</source>
        <translation>Dies ist die Sprache des Fensters. Eine Notiz wird in der Sprache ihres Formats geschrieben.</translation>
    </message>
    <message>
        <source>The language changes when Sotto is locked, or started the next time.</source>
        <translation>Die Sprache wechselt, wenn Sotto gesperrt oder das nächste Mal gestartet wird.</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Jetzt sperren</translation>
    </message>
</context>
<context>
    <name>LanguageField</name>
    <message>
        <source>Language of the window</source>
        <translation>Sprache des Fensters</translation>
    </message>
</context>
<context>
    <name>LeavingCard</name>
    <message>
        <source>A folder with all of your records in open formats: notes with their versions, signatures and addenda, transcripts, recordings, consents, goals, note formats, settings, and the list of what was done. Nothing in it is encrypted. A new, empty vault can take it in again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take &amp;everything out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring an export &amp;in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An export can be brought into a new, empty vault only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take everything out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in the folder will be encrypted: whoever has it can read every note and hear every recording. Put it on a stick or disk that you lock away, and delete it when you no longer need it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a &amp;folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The law may ask you to keep these records for years. The vault stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where everything goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing everything out. You can go on working.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is copied elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Write there all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {folder}: sessions {sessions}, notes {notes}, recordings {recordings}. Nothing in it is encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings that could not be read and are not in it: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the export, then bringing it in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brought in: clients {clients}, sessions {sessions}, recordings {recordings}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Limits</name>
    <message>
        <source>Use them all the same</source>
        <translation>Trotzdem verwenden</translation>
    </message>
    <message>
        <source>Memory is short: {free} are free, and the chosen models need {need}.</source>
        <translation>Der Speicher ist knapp: {free} sind frei, und die gewählten Modelle brauchen {need}.</translation>
    </message>
    <message>
        <source>Sentences are checked without {wanted}.</source>
        <translation>Sätze werden ohne {wanted} geprüft.</translation>
    </message>
    <message>
        <source>{used} writes down the words in place of {wanted}.</source>
        <translation>{used} schreibt die Worte auf, statt {wanted}.</translation>
    </message>
    <message>
        <source>{used} drafts the note in place of {wanted}.</source>
        <translation>{used} entwirft die Notiz, statt {wanted}.</translation>
    </message>
    <message>
        <source>The draft is made of quotations, without {wanted}.</source>
        <translation>Der Entwurf besteht aus Zitaten, ohne {wanted}.</translation>
    </message>
    <message>
        <source>{used} begins once words and speakers are done, so the draft takes longer.</source>
        <translation>{used} beginnt, wenn Worte und Sprecher fertig sind; der Entwurf dauert also länger.</translation>
    </message>
    <message>
        <source>Even so it may not suffice: the recording is safe, words and draft may come late.</source>
        <translation>Auch so reicht es vielleicht nicht: Die Aufnahme ist sicher, Worte und Entwurf kommen womöglich spät.</translation>
    </message>
    <message>
        <source>Closing other programs helps.</source>
        <translation>Andere Programme zu schließen hilft.</translation>
    </message>
    <message>
        <source>The disk has room for about {n} minutes of recording.</source>
        <translation>Auf der Festplatte ist Platz für etwa {n} Minuten Aufnahme.</translation>
    </message>
</context>
<context>
    <name>ListeningCard</name>
    <message>
        <source>Show words while recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last words stand on the recording page as they come. The client may see them too; Esc hides them at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet while recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less heat, less noise from the fan, and a battery that lasts longer: who spoke is worked out, and the session read for the note, only after Stop. The draft comes later then, by minutes for a long session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A soft sound when something is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heard when the microphone is gone or the disk is full, and the screen may be out of sight.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LiveWords</name>
    <message>
        <source>Show the &amp;words</source>
        <translation>&amp;Worte zeigen</translation>
    </message>
    <message>
        <source>The last words</source>
        <translation>Die letzten Worte</translation>
    </message>
    <message>
        <source>The words may be shown again after a lock; that you hid them could not be stored.</source>
        <translation>Nach einem Sperren können die Worte wieder zu sehen sein; dass Sie sie verborgen haben, konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Hide the &amp;words</source>
        <translation>&amp;Worte verbergen</translation>
    </message>
    <message>
        <source>Esc hides them at once</source>
        <translation>Esc verbirgt sie sofort</translation>
    </message>
    <message>
        <source>The words are written down after Stop; nothing is lost.</source>
        <translation>Die Worte werden nach dem Stopp aufgeschrieben; nichts ist verloren.</translation>
    </message>
    <message>
        <source>The words have caught up.</source>
        <translation>Die Worte sind wieder auf dem Stand.</translation>
    </message>
    <message>
        <source>The words are {n} seconds behind; nothing is lost.</source>
        <translation>Die Worte sind {n} Sekunden zurück; nichts ist verloren.</translation>
    </message>
    <message>
        <source>The words are {n} minutes behind; nothing is lost.</source>
        <translation>Die Worte sind {n} Minuten zurück; nichts ist verloren.</translation>
    </message>
    <message>
        <source>A part of Sotto was ended for want of memory and started again; nothing is lost.</source>
        <translation>Ein Teil von Sotto wurde aus Mangel an Speicher beendet und neu gestartet; nichts ist verloren.</translation>
    </message>
    <message>
        <source>A part of Sotto was started again; nothing is lost.</source>
        <translation>Ein Teil von Sotto wurde neu gestartet; nichts ist verloren.</translation>
    </message>
    <message>
        <source>The words cannot be shown just now. They are stored as they come.</source>
        <translation>Die Worte können gerade nicht gezeigt werden. Sie werden gespeichert, wie sie kommen.</translation>
    </message>
    <message>
        <source>The words come at each pause.</source>
        <translation>Die Worte kommen bei jeder Pause.</translation>
    </message>
    <message>
        <source>Speaker {n}</source>
        <translation>Sprecher {n}</translation>
    </message>
</context>
<context>
    <name>LookCard</name>
    <message>
        <source>Look</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Use the system's accent colour</source>
        <translation>Akzentfarbe des Systems verwenden</translation>
    </message>
    <message>
        <source>Where the system has one; made lighter or darker until it can be read well</source>
        <translation>Wo das System eine hat; heller oder dunkler gemacht, bis sie gut zu lesen ist</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>What this speaker said…</source>
        <translation>Was diese Stimme sagte…</translation>
    </message>
    <message>
        <source>…was said by</source>
        <translation>…sagte</translation>
    </message>
</context>
<context>
    <name>Meter</name>
    <message>
        <source>Microphone level</source>
        <translation>Mikrofonpegel</translation>
    </message>
    <message>
        <source>{percent} percent</source>
        <translation>{percent} Prozent</translation>
    </message>
</context>
<context>
    <name>MicrophoneChoice</name>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Look a&amp;gain</source>
        <translation>&amp;Noch einmal suchen</translation>
    </message>
    <message>
        <source>Say something: the bar should move.</source>
        <translation>Sagen Sie etwas: Der Balken sollte sich bewegen.</translation>
    </message>
    <message>
        <source>No microphone was found. Connect one, then choose 'Look again'. You can also go on without.</source>
        <translation>Kein Mikrofon gefunden. Schließen Sie eines an, und wählen Sie „Noch einmal suchen“. Es geht auch ohne weiter.</translation>
    </message>
</context>
<context>
    <name>MicrophoneStep</name>
    <message>
        <source>Choose a microphone</source>
        <translation>Wählen Sie ein Mikrofon</translation>
    </message>
    <message>
        <source>Place it where both of you are heard well: on the table between you, not beside the keyboard.</source>
        <translation>Stellen Sie es dorthin, wo Sie beide gut zu hören sind: auf den Tisch zwischen Ihnen, nicht neben die Tastatur.</translation>
    </message>
</context>
<context>
    <name>MirrorDialog</name>
    <message>
        <source>Where downloads come from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usually from huggingface.co. A clinic may have a copy of its own: put its address here. Every byte is compared with what was tested, wherever it comes from. A proxy is taken from this computer's own settings; so are the certificates that it trusts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>Address of the copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it empty for the usual place.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>More about {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>Install</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check every part now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence and source…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
    <message>
        <source>Speech model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes down the words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaker model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works out who spoke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meaning model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds the moments that a sentence speaks of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optional. Looks once more whether a sentence follows from what was said.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts the note.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>many languages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} languages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>medium speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} on the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installing from {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the pack {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking every part of {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying {what} on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring how fast this computer is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pack {place} is written and was checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: every part is as it was tested.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} runs on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured. The recommendation rests on it now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installed: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was there already: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not installed, since parts are missing: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying the {task}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beginning…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection broke off. Trying again in {n} s (try {m})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for room on the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing every byte with what was tested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Putting the weights into a form that can run nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about a minute left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} minutes left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} hours left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>They run on this computer. Sotto loads only models whose every part has been checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A session is being recorded. Measure once that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only what is installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all models ({n} more)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} become free. It can be installed again at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {title}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} was removed; {size} are free again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking what is there…</source>
        <translation>Es wird nachgesehen, was da ist…</translation>
    </message>
</context>
<context>
    <name>ModelsStep</name>
    <message>
        <source>What listens and writes</source>
        <translation>Was zuhört und schreibt</translation>
    </message>
    <message>
        <source>The parts that write down the words and draft the note are called models. They run on this computer. Getting them is the only time that Sotto uses a network, and a stick does as well. You can go on meanwhile, or do it later.</source>
        <translation>Die Teile, die die Worte aufschreiben und die Notiz entwerfen, heißen Modelle. Sie laufen auf diesem Computer. Nur um sie zu holen, nutzt Sotto ein Netz; ein Stick tut es auch. Sie können inzwischen fortfahren oder es später tun.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>From a &amp;stick…</source>
        <translation>Von einem &amp;Stick…</translation>
    </message>
    <message>
        <source>From a &amp;pack file…</source>
        <translation>Aus einer &amp;Paketdatei…</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keines</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>Until there is a speech model, Sotto can record, and cannot write down the words.</source>
        <translation>Solange es kein Sprachmodell gibt, kann Sotto aufnehmen, aber die Worte nicht aufschreiben.</translation>
    </message>
    <message>
        <source>Demo models: they know only the demo session. Install speech models to use your own recordings.</source>
        <translation>Demomodelle: Sie kennen nur die Demositzung. Installieren Sie Sprachmodelle für eigene Aufnahmen.</translation>
    </message>
    <message>
        <source>Looking what is there…</source>
        <translation>Es wird nachgesehen, was da ist…</translation>
    </message>
    <message>
        <source>&amp;Download ({size})</source>
        <translation>&amp;Herunterladen ({size})</translation>
    </message>
</context>
<context>
    <name>ModelsStrip</name>
    <message>
        <source>No speech model is installed yet: Sotto can record, and cannot write down the words.</source>
        <translation>Noch kein Sprachmodell installiert: Sotto kann aufnehmen, aber die Worte nicht aufschreiben.</translation>
    </message>
    <message>
        <source>Demo models: they know only the demo session.</source>
        <translation>Demomodelle: Sie kennen nur die Demositzung.</translation>
    </message>
    <message>
        <source>Get models</source>
        <translation>Modelle holen</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Klienten</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Go to…</source>
        <translation>Gehe zu…</translation>
    </message>
    <message>
        <source>Do something or go somewhere by its name (Ctrl+K)</source>
        <translation>Etwas tun oder hingehen, beim Namen genannt (Strg+K)</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>Sperren (Strg+L)</translation>
    </message>
</context>
<context>
    <name>NetworkStrip</name>
    <message>
        <source>Sotto is using the network, to install models. Nothing of a session is sent.</source>
        <translation>Sotto nutzt das Netz, um Modelle zu installieren. Nichts aus einer Sitzung wird gesendet.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>NewKit</name>
    <message>
        <source>New recovery kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>The kit that you have stays good until the new one is stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Present passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Replace the old kit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewSessionPage</name>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>Auf&amp;nehmen</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Einlesen…</translation>
    </message>
    <message>
        <source>&amp;Write…</source>
        <translation>&amp;Schreiben…</translation>
    </message>
    <message>
        <source>Record now</source>
        <translation>Jetzt aufnehmen</translation>
    </message>
    <message>
        <source>Import a sound file</source>
        <translation>Tondatei einlesen</translation>
    </message>
    <message>
        <source>WAV, FLAC, MP3, M4A or OGG</source>
        <translation>WAV, FLAC, MP3, M4A oder OGG</translation>
    </message>
    <message>
        <source>Without a recording</source>
        <translation>Ohne Aufnahme</translation>
    </message>
    <message>
        <source>Write, tick off or dictate what happened</source>
        <translation>Schreiben, abhaken oder diktieren, was war</translation>
    </message>
    <message>
        <source>Cancel the new session</source>
        <translation>Die neue Sitzung abbrechen</translation>
    </message>
    <message>
        <source>No microphone found: see Settings</source>
        <translation>Kein Mikrofon gefunden: siehe Einstellungen</translation>
    </message>
    <message>
        <source>You wrote some words earlier, for no client yet. Choose the client, then Write: they are there.</source>
        <translation>Sie haben früher etwas geschrieben, noch ohne Klient/in. Wählen Sie die Person, dann Schreiben: Es ist da.</translation>
    </message>
    <message>
        <source>What you had chosen is here again. Please confirm the client's consent anew.</source>
        <translation>Was Sie gewählt hatten, ist wieder da. Bitte bestätigen Sie die Einwilligung erneut.</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>First choose the client.</source>
        <translation>Wählen Sie zuerst, um wen es geht.</translation>
    </message>
    <message>
        <source>First choose the client and confirm the consent.</source>
        <translation>Wählen Sie zuerst, um wen es geht, und bestätigen Sie die Einwilligung.</translation>
    </message>
    <message>
        <source>{words} (Ctrl+Enter)</source>
        <translation>{words} (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Sound files</source>
        <translation>Tondateien</translation>
    </message>
    <message>
        <source>Record all the same</source>
        <translation>Trotzdem aufnehmen</translation>
    </message>
</context>
<context>
    <name>NoteEnd</name>
    <message>
        <source>The session was too long for the note model to hold. Of {parts} it had only short quotations: look there for what the draft may lack.</source>
        <translation>Die Sitzung war zu lang für das Notizmodell. Von {parts} hatte es nur kurze Zitate: Sehen Sie dort nach, was dem Entwurf fehlen mag.</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Unterschrieben</translation>
    </message>
    <message>
        <source>Addendum</source>
        <translation>Nachtrag</translation>
    </message>
    <message>
        <source>{n} left as drafted</source>
        <translation>{n} wie entworfen gelassen</translation>
    </message>
    <message>
        <source>{n} edited</source>
        <translation>{n} bearbeitet</translation>
    </message>
    <message>
        <source>{n} replaced by a quotation</source>
        <translation>{n} durch ein Zitat ersetzt</translation>
    </message>
    <message>
        <source>{n} deleted</source>
        <translation>{n} gelöscht</translation>
    </message>
    <message>
        <source>{n} written by you</source>
        <translation>{n} von Ihnen geschrieben</translation>
    </message>
    <message>
        <source>Of {n} drafted sentences: {parts}.</source>
        <translation>Von {n} entworfenen Sätzen: {parts}.</translation>
    </message>
    <message>
        <source>You changed {n}% of the words.</source>
        <translation>Sie haben {n} % der Worte geändert.</translation>
    </message>
    <message>
        <source>{n} kept</source>
        <translation>{n} behalten</translation>
    </message>
    <message>
        <source>{n} replaced</source>
        <translation>{n} ersetzt</translation>
    </message>
    <message>
        <source>Decisions on marked sentences: {parts}.</source>
        <translation>Entscheidungen zu markierten Sätzen: {parts}.</translation>
    </message>
    <message>
        <source>from the end of the session to the signature {time}</source>
        <translation>vom Ende der Sitzung bis zur Unterschrift {time}</translation>
    </message>
    <message>
        <source>in review {time}</source>
        <translation>beim Prüfen {time}</translation>
    </message>
    <message>
        <source>Time: {parts}.</source>
        <translation>Zeit: {parts}.</translation>
    </message>
    <message>
        <source>These figures are for you and stay on this computer.</source>
        <translation>Diese Zahlen sind für Sie und bleiben auf diesem Computer.</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} Tage</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} Std.</translation>
    </message>
</context>
<context>
    <name>NoteKeeper</name>
    <message>
        <source>What you changed in the note since it was last saved is not stored yet.</source>
        <translation>Was Sie seit dem letzten Speichern an der Notiz geändert haben, ist noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Nothing in the session comes near this sentence.</source>
        <translation>Nichts in der Sitzung kommt diesem Satz nahe.</translation>
    </message>
</context>
<context>
    <name>NoteSheet</name>
    <message>
        <source>Nothing in what you wrote.</source>
        <translation>Nichts in dem, was Sie geschrieben haben.</translation>
    </message>
</context>
<context>
    <name>NoteView</name>
    <message>
        <source>Being written…</source>
        <translation>Wird geschrieben…</translation>
    </message>
    <message>
        <source>Write this section again</source>
        <translation>Diesen Abschnitt neu schreiben</translation>
    </message>
    <message>
        <source>Sentence removed.</source>
        <translation>Satz entfernt.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Zurückgenommen.</translation>
    </message>
    <message>
        <source>The quotation stands in the sentence’s place.</source>
        <translation>Das Zitat steht anstelle des Satzes.</translation>
    </message>
    <message>
        <source>The section is written again.</source>
        <translation>Der Abschnitt ist neu geschrieben.</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>A draft is ready to review.</source>
        <translation>Ein Entwurf kann geprüft werden.</translation>
    </message>
    <message>
        <source>A transcript is ready.</source>
        <translation>Eine Mitschrift ist fertig.</translation>
    </message>
    <message>
        <source>Work on a session has stopped. Nothing is lost.</source>
        <translation>Die Arbeit an einer Sitzung hat aufgehört. Nichts ist verloren.</translation>
    </message>
    <message>
        <source>The recording needs a look. It goes on.</source>
        <translation>Die Aufnahme braucht einen Blick. Sie läuft weiter.</translation>
    </message>
    <message>
        <source>Nothing is being recorded any more. What was said before is stored.</source>
        <translation>Es wird nichts mehr aufgenommen. Was vorher gesagt wurde, ist gespeichert.</translation>
    </message>
    <message>
        <source>Open Sotto</source>
        <translation>Sotto öffnen</translation>
    </message>
</context>
<context>
    <name>NudgeCard</name>
    <message>
        <source>Not for this note</source>
        <translation>Nicht für diese Notiz</translation>
    </message>
</context>
<context>
    <name>Nudges</name>
    <message>
        <source>Risk was spoken of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No safety plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differs from the last signed note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medication not in the note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goal not touched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the client took it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan without step or date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change without a measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody named in full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long quotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like an earlier note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start and stop time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Late entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Harm to self, harm to others or violence came up in the session, and the note does not say so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The client spoke of it for themselves, and no safety plan is in the note.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dose, a number, a fact of life or a history differs from the last note you signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A medication was named in the session and is not in the note.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A goal of the treatment plan comes up nowhere in the note.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note says what you did, and not how the client answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plan has no next step, or neither a date nor how often.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Improving”, “doing better” and the like, without a score, a number or an example.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody who is not your client stands in the note with given name and surname.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More of the session’s own words than a note needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A good part of the note is as in an earlier one; it says which, and how much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing says when the session began and ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session was over two days ago, and the note does not say that it is late.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Add it to the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add that line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a sentence</source>
        <translation>Satz hinzufügen</translation>
    </message>
    <message>
        <source>Quote it</source>
        <translation>Zitieren</translation>
    </message>
    <message>
        <source>Use initials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the goals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show me the sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show me where it was said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quote it: put what was said into the note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nudges: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nudges</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>No nudges for this note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 nudge for this note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} nudges for this note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a colleague might ask about this note (F9)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NudgesCard</name>
    <message>
        <source>Beside a note Sotto points out what a colleague might ask about. It quotes; it never says how the client is, and it keeps no note from being signed. What is ticked is looked for.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NudgesPanel</name>
    <message>
        <source>Nudges for this note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nudges</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Goals…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The goals of this client’s treatment plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the nudges (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to point out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sotto looked at this note beside the session, the goals and earlier notes. Which nudges there are is up to you, in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 set aside for this note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} set aside for this note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The nudges could not be looked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your note is not touched by that.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OfferDialog</name>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>In {place}. Every byte is compared with what was tested before a model is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Install</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installed already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all of its parts are there, so it cannot be installed from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listed only: what it should be has not been confirmed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Only the first {length} of the file were read.</source>
        <translation>Nur die ersten {length} der Datei wurden gelesen.</translation>
    </message>
    <message>
        <source>&amp;Read the file again…</source>
        <translation>Datei noch einmal &amp;lesen…</translation>
    </message>
    <message>
        <source>{length} are recorded. You can go on recording; the time between is marked as a gap.</source>
        <translation>{length} sind aufgenommen. Sie können weiter aufnehmen; die Zeit dazwischen wird als Lücke vermerkt.</translation>
    </message>
    <message>
        <source>&amp;Go on recording</source>
        <translation>&amp;Weiter aufnehmen</translation>
    </message>
    <message>
        <source>This recording was interrupted</source>
        <translation>Diese Aufnahme wurde unterbrochen</translation>
    </message>
    <message>
        <source>&amp;Work with what is there</source>
        <translation>&amp;Mit dem arbeiten, was da ist</translation>
    </message>
    <message>
        <source>&amp;Discard…</source>
        <translation>&amp;Verwerfen…</translation>
    </message>
    <message>
        <source>Read the file again</source>
        <translation>Die Datei noch einmal lesen</translation>
    </message>
    <message>
        <source>Sound files</source>
        <translation>Tondateien</translation>
    </message>
</context>
<context>
    <name>OwnPart</name>
    <message>
        <source>Yours alone: Sotto writes nothing here.</source>
        <translation>Allein Ihres: Hier schreibt Sotto nichts.</translation>
    </message>
    <message>
        <source>What was said of this</source>
        <translation>Was davon gesagt wurde</translation>
    </message>
    <message>
        <source>Quote it</source>
        <translation>Zitieren</translation>
    </message>
</context>
<context>
    <name>PackDialog</name>
    <message>
        <source>Make a pack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One file with models, their licences and checksums, for the next computer. Put it on a stick; Sotto installs from it there without a network. It holds nothing of any session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Choose where…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>What is to be done</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Type what is to be done, or where to go</source>
        <translation>Tippen Sie, was zu tun ist oder wohin es geht</translation>
    </message>
    <message>
        <source>What is to be done, or where to go</source>
        <translation>Was zu tun ist, oder wohin es geht</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>Was getan werden kann</translation>
    </message>
    <message>
        <source>Nothing here is called that.</source>
        <translation>Nichts hier heißt so.</translation>
    </message>
    <message>
        <source>{up} {down} choose · Enter does it · Esc closes</source>
        <translation>{up} {down} wählen · Eingabe tut es · Esc schließt</translation>
    </message>
    <message>
        <source>{n} fit</source>
        <translation>{n} passen</translation>
    </message>
</context>
<context>
    <name>PartDialog</name>
    <message>
        <source>Words of this turn</source>
        <translation>Worte dieses Beitrags</translation>
    </message>
    <message>
        <source>Who goes on</source>
        <translation>Wer weiterspricht</translation>
    </message>
    <message>
        <source>Choose a place between two words.</source>
        <translation>Wählen Sie eine Stelle zwischen zwei Wörtern.</translation>
    </message>
    <message>
        <source>Goes to somebody else: “{words}”</source>
        <translation>Geht an jemand anderen: „{words}“</translation>
    </message>
</context>
<context>
    <name>PassphraseChoice</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>Dieselbe Passphrase noch einmal</translation>
    </message>
    <message>
        <source>Both are the same.</source>
        <translation>Beide sind gleich.</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>Die beiden sind noch nicht gleich.</translation>
    </message>
    <message>
        <source>Weak: easy to guess. Four or five unrelated words are better.</source>
        <translation>Schwach: leicht zu erraten. Vier oder fünf Wörter ohne Zusammenhang sind besser.</translation>
    </message>
    <message>
        <source>Fair. One more word makes it strong.</source>
        <translation>Mittel. Ein weiteres Wort macht sie stark.</translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation>Stark.</translation>
    </message>
    <message>
        <source>At least 12 characters. Four or five unrelated words are easy to remember.</source>
        <translation>Mindestens 12 Zeichen. Vier oder fünf Wörter ohne Zusammenhang merkt man sich leicht.</translation>
    </message>
    <message>
        <source>{n} more characters.</source>
        <translation>Noch {n} Zeichen.</translation>
    </message>
</context>
<context>
    <name>PassphraseStep</name>
    <message>
        <source>Choose a passphrase</source>
        <translation>Wählen Sie eine Passphrase</translation>
    </message>
    <message>
        <source>Several words that only you know. They lock everything that Sotto stores, and nobody can reset them for you. The next step gives you a recovery code in case you forget them.</source>
        <translation>Mehrere Wörter, die nur Sie kennen. Sie verschließen alles, was Sotto speichert, und niemand kann sie für Sie zurücksetzen. Der nächste Schritt gibt Ihnen einen Wiederherstellungscode, falls Sie sie vergessen.</translation>
    </message>
</context>
<context>
    <name>PeopleField</name>
    <message>
        <source>People in the room, you included</source>
        <translation>Personen im Raum, Sie eingeschlossen</translation>
    </message>
    <message>
        <source>You included</source>
        <translation>Sie eingeschlossen</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>I do not know how many people will be in the room</source>
        <translation>Ich weiß nicht, wie viele Personen im Raum sein werden</translation>
    </message>
    <message>
        <source>Sotto then finds out from the voices; a known number makes fewer mistakes</source>
        <translation>Sotto findet es dann an den Stimmen heraus; mit einer bekannten Zahl gibt es weniger Fehler</translation>
    </message>
</context>
<context>
    <name>PeriodChoice</name>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>Letzte 12 Monate</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Von … bis …</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>From this day on</source>
        <translation>Ab diesem Tag</translation>
    </message>
    <message>
        <source>Up to and with this day</source>
        <translation>Bis einschließlich dieses Tages</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
</context>
<context>
    <name>PlannedCard</name>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Open the note</source>
        <translation>Notiz öffnen</translation>
    </message>
    <message>
        <source>Nothing is planned in a note yet.</source>
        <translation>In noch keiner Notiz ist etwas geplant.</translation>
    </message>
    <message>
        <source>From the signed note of {day}</source>
        <translation>Aus der unterschriebenen Notiz von {day}</translation>
    </message>
    <message>
        <source>From the draft of {day}</source>
        <translation>Aus dem Entwurf von {day}</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>und {n} weitere</translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Player</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Play from here (Ctrl+Space)</source>
        <translation>Ab hier abspielen (Strg+Leertaste)</translation>
    </message>
    <message>
        <source>−3 s</source>
        <translation>−3 s</translation>
    </message>
    <message>
        <source>Back 3 seconds (Ctrl+Shift+Space)</source>
        <translation>3 Sekunden zurück (Strg+Umschalt+Leertaste)</translation>
    </message>
    <message>
        <source>Back 3 seconds</source>
        <translation>3 Sekunden zurück</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Show the words that are heard again</source>
        <translation>Wieder die Worte zeigen, die zu hören sind</translation>
    </message>
    <message>
        <source>The doubtful place before (Shift+F7)</source>
        <translation>Die zweifelhafte Stelle davor (Umschalt+F7)</translation>
    </message>
    <message>
        <source>The next doubtful place (F7)</source>
        <translation>Die nächste zweifelhafte Stelle (F7)</translation>
    </message>
    <message>
        <source>Stop (Ctrl+Space)</source>
        <translation>Anhalten (Strg+Leertaste)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>Ab hier abspielen</translation>
    </message>
    <message>
        <source>Speed: {speed}</source>
        <translation>Tempo: {speed}</translation>
    </message>
    <message>
        <source>Speed (Ctrl+Shift+Up, Ctrl+Shift+Down); the pitch stays</source>
        <translation>Tempo (Strg+Umschalt+Auf, Strg+Umschalt+Ab); die Tonhöhe bleibt</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n} von {count}</translation>
    </message>
    <message>
        <source>{n} of {count} in doubt</source>
        <translation>{n} von {count} zweifelhaft</translation>
    </message>
    <message>
        <source>{count} in doubt</source>
        <translation>{count} zweifelhaft</translation>
    </message>
</context>
<context>
    <name>Playing</name>
    <message>
        <source>Stop the sound</source>
        <translation>Ton anhalten</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>Ab hier abspielen</translation>
    </message>
    <message>
        <source>Back 3 seconds</source>
        <translation>3 Sekunden zurück</translation>
    </message>
    <message>
        <source>Play faster</source>
        <translation>Schneller abspielen</translation>
    </message>
    <message>
        <source>Play slower</source>
        <translation>Langsamer abspielen</translation>
    </message>
    <message>
        <source>Speed {speed}</source>
        <translation>Tempo {speed}</translation>
    </message>
</context>
<context>
    <name>Point</name>
    <message>
        <source>A few words (optional)</source>
        <translation>Ein paar Worte (freiwillig)</translation>
    </message>
    <message>
        <source>A few words on: {point}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Everything stays on this computer. Here is how things stand now, and how you can check it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What protects each part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is stored, and where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See for yourself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With this button, the parts that hear and read a session try to reach the network, the vault and other programs, in every way we know. The system must refuse each try.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Prove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is kept until when</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transcripts and notes are kept until you delete them, their session or their client. The audit trail stays; it holds no words of a session. Logs hold names of the program's own functions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Each act on a record is noted, and each entry seals the one before it. The same figures stand on every signed note.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show the trail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what was done with which record (Alt+S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prove that nothing leaves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the audit trail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check everything in the vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest entry: {head}</source>
        <translation>Neuester Eintrag: {head}</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be tried. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is at work on a session. Try again when it has finished.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrivacyWords</name>
    <message>
        <source>The network is in use now: models are being installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No network is in use. Sotto has never used one on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No network is in use. It was last used on {at}, to install models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It asked {hosts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds the key of the vault while it is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hears the microphone and holds the key of one recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes down the words and works out who spoke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads the transcript and drafts the note.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not running now</source>
        <translation>Läuft gerade nicht</translation>
    </message>
    <message>
        <source>Network shut</source>
        <translation>Netz gesperrt</translation>
    </message>
    <message>
        <source>Network open</source>
        <translation>Netz offen</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>Kein Netz</translation>
    </message>
    <message>
        <source>Network not shut</source>
        <translation>Netz nicht gesperrt</translation>
    </message>
    <message>
        <source>Vault out of sight</source>
        <translation>Tresor außer Sicht</translation>
    </message>
    <message>
        <source>Can see the vault</source>
        <translation>Kann den Tresor sehen</translation>
    </message>
    <message>
        <source>Of the vault, sees only recordings</source>
        <translation>Sieht vom Tresor nur Aufnahmen</translation>
    </message>
    <message>
        <source>Sotto locks when the screen is locked or the computer goes to sleep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop does not say when the screen is locked. Sotto locks when it is not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window is kept off screenshots and shared screens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window can be seen on screenshots and shared screens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients, sessions, transcripts and notes (encrypted)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings, each with a key of its own (encrypted)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installed models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings; nothing about any client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logs; nothing about any client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups (encrypted)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under 1 MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A connection to the network (IPv4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A connection to the network (IPv6)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A look at the network's settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading what passes over the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A way around the system's checks (io_uring)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the vault's folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing to the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading this window's memory, where the key is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaking to another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reports of libraries to their makers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>past the program, in native code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>switched on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>switched off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>got through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At {time}: {through} of {tried} tries got through. You are not fully protected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All parts are at work on a session. Try again when they have finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At {time}: all {tried} tries were refused.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemPart</name>
    <message>
        <source>Check again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>Keep as my own observation</source>
        <translation>Als meine Beobachtung behalten</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Replace by the quotation</source>
        <translation>Durch das Zitat ersetzen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>ProfileStep</name>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>It stands under the notes that you sign, and is stored in the vault only.</source>
        <translation>Er steht unter den Notizen, die Sie unterschreiben, und wird nur im Tresor gespeichert.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Titel und Zulassung</translation>
    </message>
    <message>
        <source>Your credentials</source>
        <translation>Ihr Titel und Ihre Zulassung</translation>
    </message>
    <message>
        <source>For example LCSW or PhD, and a licence number if you use one</source>
        <translation>Zum Beispiel Dipl.-Psych., und eine Zulassungsnummer, wenn Sie eine verwenden</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Export the note</source>
        <translation>Notiz exportieren</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Everything out of Sotto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pack ends before its end: it was copied only in part. Copy it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also there, and not known to this edition of Sotto: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder is very large and was not searched to its end. Choose a smaller one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>No backup was made yet.</source>
        <translation>Es wurde noch keine Sicherung gemacht.</translation>
    </message>
    <message>
        <source>Last backup {when}.</source>
        <translation>Letzte Sicherung {when}.</translation>
    </message>
    <message>
        <source>It was not tried out yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last tried out, and found whole, {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While another program is in front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vault</source>
        <translation>Tresor</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>While a session is recorded</source>
        <translation>Während eine Sitzung aufgenommen wird</translation>
    </message>
    <message>
        <source>Words that you use</source>
        <translation>Worte, die Sie verwenden</translation>
    </message>
    <message>
        <source>Nudges</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Your voice</source>
        <translation>Ihre Stimme</translation>
    </message>
    <message>
        <source>How notes are written</source>
        <translation>Wie Notizen geschrieben werden</translation>
    </message>
    <message>
        <source>Your way of writing</source>
        <translation>Ihre Art zu schreiben</translation>
    </message>
    <message>
        <source>Note formats</source>
        <translation>Notizformate</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>Zeigen, was getippt ist</translation>
    </message>
    <message>
        <source>Put a vault back from a backup</source>
        <translation>Tresor aus einer Sicherung zurückholen</translation>
    </message>
    <message>
        <source>The vault is as it was on the day of the backup. The backup itself stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Put it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split this turn</source>
        <translation>Diesen Beitrag teilen</translation>
    </message>
    <message>
        <source>Put the cursor where somebody else begins to speak, or select the words that somebody else said.</source>
        <translation>Setzen Sie die Marke dorthin, wo jemand anderes zu sprechen beginnt, oder wählen Sie die Worte aus, die jemand anderes sagte.</translation>
    </message>
    <message>
        <source>&amp;Split</source>
        <translation>&amp;Teilen</translation>
    </message>
    <message>
        <source>From here to…</source>
        <translation>Von hier bis…</translation>
    </message>
    <message>
        <source>All turns from {time} on, up to the one that you choose, are given to one speaker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>Ä&amp;ndern</translation>
    </message>
    <message>
        <source>Merge speakers</source>
        <translation>Sprecher zusammenlegen</translation>
    </message>
    <message>
        <source>For one person who was taken for two. It can be undone.</source>
        <translation>Für eine Person, die für zwei gehalten wurde. Es lässt sich zurücknehmen.</translation>
    </message>
    <message>
        <source>&amp;Merge</source>
        <translation>&amp;Zusammenlegen</translation>
    </message>
    <message>
        <source>Sign the note</source>
        <translation>Notiz unterschreiben</translation>
    </message>
    <message>
        <source>A signed note is locked. Later changes are added as dated addenda.</source>
        <translation>Eine unterschriebene Notiz ist abgeschlossen. Spätere Änderungen kommen als datierte Nachträge hinzu.</translation>
    </message>
    <message>
        <source>&amp;Sign</source>
        <translation>&amp;Unterschreiben</translation>
    </message>
    <message>
        <source>Add an addendum</source>
        <translation>Nachtrag hinzufügen</translation>
    </message>
    <message>
        <source>It is added with today’s date and your name. The signed note stays as it is.</source>
        <translation>Er kommt mit dem heutigen Datum und Ihrem Namen hinzu. Die unterschriebene Notiz bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Draft again</source>
        <translation>Neu entwerfen</translation>
    </message>
    <message>
        <source>Draft the note</source>
        <translation>Notiz entwerfen</translation>
    </message>
    <message>
        <source>A new draft takes the place of the note as it is now, your changes included. The note as it is now stays in the vault as an older version; the menu with the three dots shows it.</source>
        <translation>Ein neuer Entwurf tritt an die Stelle der jetzigen Notiz, Ihre Änderungen eingeschlossen. Die jetzige Notiz bleibt als ältere Fassung im Tresor; das Menü mit den drei Punkten zeigt sie.</translation>
    </message>
    <message>
        <source>&amp;Draft</source>
        <translation>&amp;Entwerfen</translation>
    </message>
    <message>
        <source>Who is who</source>
        <translation>Wer ist wer</translation>
    </message>
    <message>
        <source>A name is optional and stays in the vault.</source>
        <translation>Ein Name ist freiwillig und bleibt im Tresor.</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Next sentence to decide</source>
        <translation>Nächster Satz zum Entscheiden</translation>
    </message>
    <message>
        <source>Sentence to decide before</source>
        <translation>Satz zum Entscheiden davor</translation>
    </message>
    <message>
        <source>Export the note as PDF</source>
        <translation>Notiz als PDF exportieren</translation>
    </message>
    <message>
        <source>What a colleague might ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions, destroying and deleting</source>
        <translation>Fassungen, Vernichten und Löschen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>The next sentence to decide (F8; Shift+F8 for the one before)</source>
        <translation>Der nächste Satz zum Entscheiden (F8; Umschalt+F8 für den davor)</translation>
    </message>
    <message>
        <source>No draft yet</source>
        <translation>Noch kein Entwurf</translation>
    </message>
    <message>
        <source>Sotto can draft the note from the transcript. Correct the transcript first if you like.</source>
        <translation>Sotto kann die Notiz aus der Mitschrift entwerfen. Berichtigen Sie zuerst die Mitschrift, wenn Sie möchten.</translation>
    </message>
    <message>
        <source>{n} to decide</source>
        <translation>{n} zu entscheiden</translation>
    </message>
    <message>
        <source>1 sentence to decide</source>
        <translation>1 Satz zu entscheiden</translation>
    </message>
    <message>
        <source>{n} sentences to decide</source>
        <translation>{n} Sätze zu entscheiden</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>Gespeichert {time}</translation>
    </message>
    <message>
        <source>Versions of the note</source>
        <translation>Fassungen der Notiz</translation>
    </message>
    <message>
        <source>Every change of the note was kept. The newest is the note as it stands.</source>
        <translation>Jede Änderung der Notiz wurde aufbewahrt. Die neueste ist die Notiz, wie sie steht.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
</context>
<context>
    <name>RangeDialog</name>
    <message>
        <source>Up to and with</source>
        <translation>Bis einschließlich</translation>
    </message>
    <message>
        <source>Who spoke</source>
        <translation>Wer sprach</translation>
    </message>
</context>
<context>
    <name>Readiness</name>
    <message>
        <source>1 sentence to decide</source>
        <translation>1 Satz zu entscheiden</translation>
    </message>
    <message>
        <source>{n} sentences to decide</source>
        <translation>{n} Sätze zu entscheiden</translation>
    </message>
    <message>
        <source>Go to the next one (F8)</source>
        <translation>Zum nächsten gehen (F8)</translation>
    </message>
    <message>
        <source>{section} is empty</source>
        <translation>{section} ist leer</translation>
    </message>
    <message>
        <source>{n} sections are empty</source>
        <translation>{n} Abschnitte sind leer</translation>
    </message>
    <message>
        <source>Go to the section</source>
        <translation>Zum Abschnitt gehen</translation>
    </message>
    <message>
        <source>Times are missing</source>
        <translation>Zeiten fehlen</translation>
    </message>
    <message>
        <source>Write when the session began and ended</source>
        <translation>Schreiben Sie, wann die Sitzung begann und endete</translation>
    </message>
    <message>
        <source>1 nudge</source>
        <translation>1 Hinweis</translation>
    </message>
    <message>
        <source>{n} nudges</source>
        <translation>{n} Hinweise</translation>
    </message>
    <message>
        <source>What a colleague might ask about this note (F9)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name is missing</source>
        <translation>Ihr Name fehlt</translation>
    </message>
    <message>
        <source>Add it in the settings</source>
        <translation>In den Einstellungen hinzufügen</translation>
    </message>
</context>
<context>
    <name>RecordingBar</name>
    <message>
        <source>The recording</source>
        <translation>Die Aufnahme</translation>
    </message>
</context>
<context>
    <name>RecordingPage</name>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>Alles bleibt auf diesem Computer.</translation>
    </message>
    <message>
        <source>S&amp;mall strip</source>
        <translation>S&amp;chmaler Streifen</translation>
    </message>
    <message>
        <source>Sotto steps aside; time, level and buttons stay in front of other programs (Alt+M)</source>
        <translation>Sotto tritt beiseite; Zeit, Pegel und Knöpfe bleiben vor anderen Programmen (Alt+M)</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Lock; the recording goes on (Ctrl+L)</source>
        <translation>Sperren; die Aufnahme läuft weiter (Strg+L)</translation>
    </message>
    <message>
        <source>Nothing is captured until you go on (Alt+P)</source>
        <translation>Nichts wird aufgenommen, bis Sie fortfahren</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Off the record</source>
        <translation>&amp;Außerhalb der Aufnahme</translation>
    </message>
    <message>
        <source>Nothing is captured; the note shows that there was a gap (Alt+O)</source>
        <translation>Nichts wird aufgenommen; die Notiz zeigt, dass es eine Lücke gab</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Diesen Moment markieren</translation>
    </message>
    <message>
        <source>To find it again in the transcript (Ctrl+M)</source>
        <translation>Um ihn in der Mitschrift wiederzufinden (Strg+M)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stopp</translation>
    </message>
    <message>
        <source>Stores the last words and makes the draft (Alt+S)</source>
        <translation>Speichert die letzten Worte und macht den Entwurf</translation>
    </message>
    <message>
        <source>Recorded: {time}</source>
        <translation>Aufgenommen: {time}</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Fortfahren</translation>
    </message>
    <message>
        <source>The recording was ended from outside Sotto. Everything until then is stored. Press Stop to work with it.</source>
        <translation>Die Aufnahme wurde außerhalb von Sotto beendet. Alles bis dahin ist gespeichert. Drücken Sie Stopp, um damit zu arbeiten.</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>Wieder aufnehmen</translation>
    </message>
    <message>
        <source>The recording ended early. Everything until about a second before is stored.</source>
        <translation>Die Aufnahme endete vorzeitig. Alles bis etwa eine Sekunde davor ist gespeichert.</translation>
    </message>
    <message>
        <source>Storing the last words</source>
        <translation>Die letzten Worte werden gespeichert</translation>
    </message>
</context>
<context>
    <name>RecordingWords</name>
    <message>
        <source>Waiting for the microphone</source>
        <translation>Wartet auf das Mikrofon</translation>
    </message>
    <message>
        <source>Nothing is being recorded any more</source>
        <translation>Es wird nichts mehr aufgenommen</translation>
    </message>
    <message>
        <source>No sound from the microphone</source>
        <translation>Kein Ton vom Mikrofon</translation>
    </message>
    <message>
        <source>The microphone gives only silence</source>
        <translation>Das Mikrofon gibt nur Stille</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Die Festplatte ist voll</translation>
    </message>
    <message>
        <source>The disk is nearly full</source>
        <translation>Die Festplatte ist fast voll</translation>
    </message>
    <message>
        <source>{device}, since {time} of the recording</source>
        <translation>{device}, seit {time} der Aufnahme</translation>
    </message>
    <message>
        <source>This computer may go to sleep by itself. Touch it now and then.</source>
        <translation>Dieser Computer schläft vielleicht von selbst ein. Berühren Sie ihn ab und zu.</translation>
    </message>
    <message>
        <source>1 moment marked</source>
        <translation>1 Moment markiert</translation>
    </message>
    <message>
        <source>{n} moments marked</source>
        <translation>{n} Momente markiert</translation>
    </message>
    <message>
        <source>Nothing is being recorded any more. What was said before is stored.</source>
        <translation>Es wird nichts mehr aufgenommen. Was vorher gesagt wurde, ist gespeichert.</translation>
    </message>
    <message>
        <source>Press Record again, or Stop to work with what is there.</source>
        <translation>Drücken Sie Wieder aufnehmen, oder Stopp, um mit dem zu arbeiten, was da ist.</translation>
    </message>
    <message>
        <source>Connect one, then press Record again, or Stop to work with what is there.</source>
        <translation>Schließen Sie eines an, und drücken Sie Wieder aufnehmen, oder Stopp, um mit dem zu arbeiten, was da ist.</translation>
    </message>
</context>
<context>
    <name>RecoveryStep</name>
    <message>
        <source>Your recovery kit</source>
        <translation>Ihr Wiederherstellungsblatt</translation>
    </message>
    <message>
        <source>This code opens what Sotto stores if the passphrase is forgotten. Print it, or write it down, and keep it where you keep things that matter, not on this computer.</source>
        <translation>Dieser Code öffnet, was Sotto speichert, wenn die Passphrase vergessen ist. Drucken Sie ihn aus oder schreiben Sie ihn auf, und bewahren Sie ihn dort auf, wo Wichtiges liegt, nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>&amp;Save as PDF…</source>
        <translation>Als &amp;PDF speichern…</translation>
    </message>
    <message>
        <source>I have s&amp;tored it somewhere safe</source>
        <translation>Ich habe ihn an einem sicheren Ort ver&amp;wahrt</translation>
    </message>
    <message>
        <source>I have stored it somewhere safe</source>
        <translation>Ich habe ihn an einem sicheren Ort verwahrt</translation>
    </message>
    <message>
        <source>Recovery code: {code}</source>
        <translation>Wiederherstellungscode: {code}</translation>
    </message>
    <message>
        <source>Save the recovery kit</source>
        <translation>Wiederherstellungsblatt speichern</translation>
    </message>
    <message>
        <source>Sotto recovery kit.pdf</source>
        <translation>Sotto Wiederherstellungsblatt.pdf</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Saved. Print it, then delete the file.</source>
        <translation>Gespeichert. Drucken Sie es aus, und löschen Sie dann die Datei.</translation>
    </message>
</context>
<context>
    <name>Remaining</name>
    <message>
        <source>Less than a minute for this step</source>
        <translation>Weniger als eine Minute für diesen Schritt</translation>
    </message>
    <message>
        <source>About {n} min for this step</source>
        <translation>Etwa {n} Min. für diesen Schritt</translation>
    </message>
    <message>
        <source>Less than a minute left</source>
        <translation>Noch weniger als eine Minute</translation>
    </message>
    <message>
        <source>About {n} min left</source>
        <translation>Noch etwa {n} Min.</translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename the client</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kürzel</translation>
    </message>
    <message>
        <source>Name (optional; stored in the vault only)</source>
        <translation>Name (freiwillig; wird nur im Tresor gespeichert)</translation>
    </message>
    <message>
        <source>Signed notes and files that were exported keep what they say.</source>
        <translation>Unterschriebene Notizen und exportierte Dateien behalten, was sie sagen.</translation>
    </message>
    <message>
        <source>You typed this before Sotto locked. It is not stored yet.</source>
        <translation>Das haben Sie eingegeben, bevor Sotto gesperrt wurde. Es ist noch nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>None chosen yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose &amp;backup…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase at the time of the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase or recovery code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have the recovery code instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups of Sotto (*.sottobackup)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery code at the time of the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the backup and putting it in place…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recording in this backup is damaged. Everything else can be put back without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the rest back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RulesCard</name>
    <message>
        <source>Sotto can learn how you write from the sentences of your own in signed notes: how they begin, their verbs, a few terms, their length. Nothing that was in a note becomes part of a rule: no name, no number, no client's words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell the note model these rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It follows them as well as it can. The check of each sentence stays the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn from my notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rule of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rule of your own, without names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed notes with sentences of your own: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes five signed notes with sentences of your own. So far: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell the note model: {rule}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this rule</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchList</name>
    <message>
        <source>Somebody</source>
        <translation>Jemand</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>Gesagt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Addendum</source>
        <translation>Nachtrag</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Klient/in</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Klienten</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words of a session, a note, or a client’s code or name</source>
        <translation>Worte einer Sitzung, einer Notiz, oder Kürzel oder Name</translation>
    </message>
    <message>
        <source>Search everything (Ctrl+Shift+F)</source>
        <translation>Überall suchen (Strg+Umschalt+F)</translation>
    </message>
    <message>
        <source>Who spoke</source>
        <translation>Wer sprach</translation>
    </message>
    <message>
        <source>Anybody’s words</source>
        <translation>Alle Worte</translation>
    </message>
    <message>
        <source>Client’s words</source>
        <translation>Worte der Klienten</translation>
    </message>
    <message>
        <source>Therapist’s words</source>
        <translation>Worte der Therapie</translation>
    </message>
    <message>
        <source>Signed or not</source>
        <translation>Unterschrieben oder nicht</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Unterschrieben</translation>
    </message>
    <message>
        <source>Not signed</source>
        <translation>Nicht unterschrieben</translation>
    </message>
    <message>
        <source>No limits</source>
        <translation>Keine Grenzen</translation>
    </message>
    <message>
        <source>Take these choices back</source>
        <translation>Diese Auswahl zurücknehmen</translation>
    </message>
    <message>
        <source>Type a few words: what was said, what stands in a note, or a client’s code or name. The beginning of a word is enough. Words in quotation marks stand together. What you type here is not kept.</source>
        <translation>Tippen Sie ein paar Worte: was gesagt wurde, was in einer Notiz steht, oder ein Kürzel oder einen Namen. Der Anfang eines Wortes genügt. Worte in Anführungszeichen stehen beisammen. Was Sie hier tippen, wird nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Search without limits</source>
        <translation>Ohne Grenzen suchen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Try fewer words, or another form of them. A word that was misheard stands in the transcript as it was heard.</source>
        <translation>Versuchen Sie es mit weniger Worten oder einer anderen Form. Ein verhörtes Wort steht in der Mitschrift, wie es gehört wurde.</translation>
    </message>
    <message>
        <source>Search for something else</source>
        <translation>Nach etwas anderem suchen</translation>
    </message>
    <message>
        <source>More than {places} places. More words, or a choice above, leave fewer.</source>
        <translation>Mehr als {places} Stellen. Mehr Worte oder eine Auswahl oben lassen weniger übrig.</translation>
    </message>
    <message>
        <source>One place</source>
        <translation>Eine Stelle</translation>
    </message>
    <message>
        <source>{places} places in one session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{places} places, {sessions} sessions</source>
        <translation>{places} Stellen, {sessions} Sitzungen</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht…</translation>
    </message>
    <message>
        <source>Close in meaning</source>
        <translation>Der Bedeutung nach nah</translation>
    </message>
    <message>
        <source>Sotto is still reading {n} sessions in; what stands in them is not found yet.</source>
        <translation>Sotto liest noch {n} Sitzungen ein; was in ihnen steht, wird noch nicht gefunden.</translation>
    </message>
    <message>
        <source>Sotto is still reading one session in; what stands in it is not found yet.</source>
        <translation>Sotto liest noch eine Sitzung ein; was in ihr steht, wird noch nicht gefunden.</translation>
    </message>
</context>
<context>
    <name>SectionCard</name>
    <message>
        <source>Write this section again</source>
        <translation>Diesen Abschnitt neu schreiben</translation>
    </message>
    <message>
        <source>Nothing here yet.</source>
        <translation>Hier steht noch nichts.</translation>
    </message>
    <message>
        <source>Add a sentence</source>
        <translation>Satz hinzufügen</translation>
    </message>
</context>
<context>
    <name>SentenceRow</name>
    <message>
        <source>Remove this sentence</source>
        <translation>Diesen Satz entfernen</translation>
    </message>
    <message>
        <source>Keep as my own observation</source>
        <translation>Als meine Beobachtung behalten</translation>
    </message>
    <message>
        <source>Keep, marked as it is</source>
        <translation>Behalten, markiert wie er ist</translation>
    </message>
    <message>
        <source>From the plan, not said today</source>
        <translation>Aus dem Plan, heute nicht gesagt</translation>
    </message>
    <message>
        <source>From the last note, not said today</source>
        <translation>Aus der letzten Notiz, heute nicht gesagt</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>Noch nicht geprüft</translation>
    </message>
    <message>
        <source>Not found in the session. It stays, in your own words.</source>
        <translation>In der Sitzung nicht gefunden. Er bleibt, in Ihren Worten.</translation>
    </message>
    <message>
        <source>Not found in the session</source>
        <translation>In der Sitzung nicht gefunden</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>From the plan</source>
        <translation>Aus dem Plan</translation>
    </message>
    <message>
        <source>From the last note</source>
        <translation>Aus der letzten Notiz</translation>
    </message>
    <message>
        <source>My own observation</source>
        <translation>Meine eigene Beobachtung</translation>
    </message>
    <message>
        <source>Nearest in the session</source>
        <translation>Am nächsten in der Sitzung</translation>
    </message>
</context>
<context>
    <name>SentenceText</name>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
</context>
<context>
    <name>SessionRows</name>
    <message>
        <source>signed {date}</source>
        <translation>unterschrieben {date}</translation>
    </message>
    <message>
        <source>Goal set: {goal}</source>
        <translation>Ziel gesetzt: {goal}</translation>
    </message>
    <message>
        <source>Goal reached: {goal}</source>
        <translation>Ziel erreicht: {goal}</translation>
    </message>
    <message>
        <source>Waits until the work before it is done</source>
        <translation>Wartet, bis die Arbeit davor getan ist</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>{n} recordings are destroyed within 7 days, the first {day}</source>
        <translation>{n} Aufnahmen werden in den nächsten 7 Tagen vernichtet, die erste {day}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>{n} more notes to review, the oldest since {day}</source>
        <translation>{n} weitere Notizen zu prüfen, die älteste seit {day}</translation>
    </message>
    <message>
        <source>{n} more notes to sign, the oldest since {day}</source>
        <translation>{n} weitere Notizen zu unterschreiben, die älteste seit {day}</translation>
    </message>
    <message>
        <source>{n} more transcripts without a note, the oldest since {day}</source>
        <translation>{n} weitere Mitschriften ohne Notiz, die älteste seit {day}</translation>
    </message>
    <message>
        <source>{n} more recordings without a transcript, the oldest since {day}</source>
        <translation>{n} weitere Aufnahmen ohne Mitschrift, die älteste seit {day}</translation>
    </message>
    <message>
        <source>{n} more texts without a draft, the oldest since {day}</source>
        <translation>{n} weitere Texte ohne Entwurf, der älteste seit {day}</translation>
    </message>
    <message>
        <source>{n} more, the oldest since {day}</source>
        <translation>{n} weitere, die älteste seit {day}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>morgen</translation>
    </message>
    <message>
        <source>Recording since {time}</source>
        <translation>Aufnahme läuft seit {time}</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>Interrupted {day}, {length} are recorded</source>
        <translation>Unterbrochen {day}, {length} sind aufgenommen</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Entscheiden…</translation>
    </message>
    <message>
        <source>Unsigned since {day}</source>
        <translation>Nicht unterschrieben seit {day}</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>1 sentence to decide</source>
        <translation>1 Satz zu entscheiden</translation>
    </message>
    <message>
        <source>{n} sentences to decide</source>
        <translation>{n} Sätze zu entscheiden</translation>
    </message>
    <message>
        <source>Ready to sign · Unsigned since {day}</source>
        <translation>Bereit zum Unterschreiben · Nicht unterschrieben seit {day}</translation>
    </message>
    <message>
        <source>Sign…</source>
        <translation>Unterschreiben…</translation>
    </message>
    <message>
        <source>Transcript without a note, from {day}</source>
        <translation>Mitschrift ohne Notiz, von {day}</translation>
    </message>
    <message>
        <source>Draft the note</source>
        <translation>Notiz entwerfen</translation>
    </message>
    <message>
        <source>Recorded {day}, nothing written down yet</source>
        <translation>Aufgenommen {day}, noch nichts aufgeschrieben</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>Aufschreiben</translation>
    </message>
    <message>
        <source>You began to write {day}, there is no draft yet</source>
        <translation>Sie haben {day} zu schreiben begonnen, es gibt noch keinen Entwurf</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>The recording from {began} is destroyed {day}</source>
        <translation>Die Aufnahme vom {began} wird {day} vernichtet</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Changes are kept at once.</source>
        <translation>Änderungen gelten sofort.</translation>
    </message>
    <message>
        <source>Locking</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Lock after</source>
        <translation>Sperren nach</translation>
    </message>
    <message>
        <source>Minutes without use until Sotto locks</source>
        <translation>Minuten ohne Benutzung, bis Sotto sperrt</translation>
    </message>
    <message>
        <source> min</source>
        <translation> Min.</translation>
    </message>
    <message>
        <source>without use</source>
        <translation>ohne Benutzung</translation>
    </message>
    <message>
        <source>Hide Sotto in screenshots</source>
        <translation>Sotto auf Bildschirmfotos verbergen</translation>
    </message>
    <message>
        <source>Keep Sotto off screenshots and shared screens</source>
        <translation>Sotto von Bildschirmfotos und geteilten Bildschirmen fernhalten</translation>
    </message>
    <message>
        <source>And on shared screens, where the system can; Privacy says whether it does</source>
        <translation>Und auf geteilten Bildschirmen, wo das System es kann; Datenschutz sagt, ob es das tut</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>Unterschreiben</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Titel und Zulassung</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin, the way that is usual for this client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While recording, in every program (turned on under Settings)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reviewing: transcript and note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a recording</source>
        <translation>Ohne Aufnahme</translation>
    </message>
    <message>
        <source>Draft the note</source>
        <translation>Notiz entwerfen</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Klienten</translation>
    </message>
    <message>
        <source>Goals of the client who is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a dialog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do something or go somewhere by its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Help for this page</source>
        <translation>Hilfe zu dieser Seite</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>The next part of the window, the one before; a message that has just come is first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From one control to the next, and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Diesen Moment markieren</translation>
    </message>
    <message>
        <source>Hide the words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play, or stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three seconds back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faster, slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next doubtful place, the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next sentence to decide, the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the note may lack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in transcript and note</source>
        <translation>In Mitschrift und Notiz suchen</translation>
    </message>
    <message>
        <source>The next place found, the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the turn that is chosen; another sentence, in the note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be put right at a turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Open what is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the button that is marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in Sotto can be done without a mouse. Most buttons also have a letter of their own: hold Alt and press it. The tooltip of a button says which.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sides</name>
    <message>
        <source>Transcript</source>
        <translation>Mitschrift</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
</context>
<context>
    <name>SignDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Titel und Zulassung</translation>
    </message>
    <message>
        <source>What the signature means</source>
        <translation>Was die Unterschrift bedeutet</translation>
    </message>
    <message>
        <source>I have reviewed this note and it is my record of the session.</source>
        <translation>Ich habe diese Notiz geprüft, und sie ist meine Aufzeichnung der Sitzung.</translation>
    </message>
    <message>
        <source>1 sentence</source>
        <translation>1 Satz</translation>
    </message>
    <message>
        <source>{n} sentences</source>
        <translation>{n} Sätze</translation>
    </message>
    <message>
        <source>1 of them is your own observation: the session does not hold it.</source>
        <translation>1 davon ist Ihre eigene Beobachtung: Die Sitzung enthält sie nicht.</translation>
    </message>
    <message>
        <source>{n} of them are your own observations: the session does not hold them.</source>
        <translation>{n} davon sind Ihre eigenen Beobachtungen: Die Sitzung enthält sie nicht.</translation>
    </message>
    <message>
        <source>1 sentence needs your decision.</source>
        <translation>1 Satz braucht Ihre Entscheidung.</translation>
    </message>
    <message>
        <source>{n} sentences need your decision.</source>
        <translation>{n} Sätze brauchen Ihre Entscheidung.</translation>
    </message>
    <message>
        <source>For each: keep it as your own observation, edit it, replace it by the quotation, or delete it.</source>
        <translation>Für jeden: als eigene Beobachtung behalten, bearbeiten, durch das Zitat ersetzen oder löschen.</translation>
    </message>
    <message>
        <source>Looking at the note once more…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>SpeakersDialog</name>
    <message>
        <source>Role of {who}</source>
        <translation>Rolle von {who}</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Name of {who}</source>
        <translation>Name von {who}</translation>
    </message>
    <message>
        <source>Name (optional)</source>
        <translation>Name (freiwillig)</translation>
    </message>
    <message>
        <source>You had typed this when Sotto locked. It is not saved yet.</source>
        <translation>Das hatten Sie getippt, als Sotto gesperrt wurde. Es ist noch nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>SpokenStates</name>
    <message>
        <source>Moment marked.</source>
        <translation>Moment markiert.</translation>
    </message>
    <message>
        <source>The recording has stopped. It is stored.</source>
        <translation>Die Aufnahme ist angehalten. Sie ist gespeichert.</translation>
    </message>
</context>
<context>
    <name>StageRow</name>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>StoreFirst</name>
    <message>
        <source>Lock all the same?</source>
        <translation>Trotzdem sperren?</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>&amp;Sperren</translation>
    </message>
    <message>
        <source>Close all the same?</source>
        <translation>Trotzdem schließen?</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>The last words are not stored yet.</source>
        <translation>Die letzten Worte sind noch nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Put the strip away; the recording goes on</source>
        <translation>Streifen weglegen; die Aufnahme läuft weiter</translation>
    </message>
</context>
<context>
    <name>StripRow</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Diesen Moment markieren</translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation>Stopp…</translation>
    </message>
    <message>
        <source>Back to the recording</source>
        <translation>Zurück zur Aufnahme</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>Jetzt anhalten</translation>
    </message>
    <message>
        <source>Stores the last words and makes the draft</source>
        <translation>Speichert die letzten Worte und macht den Entwurf</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>Keep recording</source>
        <translation>Weiter aufnehmen</translation>
    </message>
    <message>
        <source>Recorded: {time}</source>
        <translation>Aufgenommen: {time}</translation>
    </message>
    <message>
        <source>The recording is stored. Unlock Sotto to go on.</source>
        <translation>Die Aufnahme ist gespeichert. Entsperren Sie Sotto, um weiterzumachen.</translation>
    </message>
    <message>
        <source>The recording goes on. Sotto is locked.</source>
        <translation>Die Aufnahme läuft weiter. Sotto ist gesperrt.</translation>
    </message>
</context>
<context>
    <name>TemplateEditor</name>
    <message>
        <source>Your own format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept in the vault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Keep format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the demo session, without a note model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields of the format, in their order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You were writing this format. It is not kept yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}  ·  yours alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}  ·  for each client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An empty field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A format needs at least one field.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TemplatePreview</name>
    <message>
        <source>(no title)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For each client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optional</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {n} more points to tick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You write it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is looked for: choose what Sotto is to find, or fill it in yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in the demo session for this field.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TemplatesPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Note formats</source>
        <translation>Notizformate</translation>
    </message>
    <message>
        <source>&amp;New format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Take in a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Make a copy to change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give out as a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the fields of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields of a modality</source>
        <translation>Felder eines Verfahrens</translation>
    </message>
    <message>
        <source>What it gives on the demo session, without a note model: the session’s own words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of your own formats cannot be read: its place in the vault is damaged. The others are here, and no note is touched by it. Check the vault in Settings; a backup may hold the format.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No modality</source>
        <translation>Kein Verfahren</translation>
    </message>
    <message>
        <source>Kept. You can choose it for any session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give out the format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The format is in the file. It holds nothing about any client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take in a format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken in as one of your own formats.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this format?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not offered any more. Notes that were written in it stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TermsDialog</name>
    <message>
        <source>Names and medications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What comes up in the sessions with {who}, one a line: people, places, medications. The speech model expects them, and spells them so. They are kept in the vault with this client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>Names and medications, one a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes call the client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as set for all clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pronouns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>such as she/her</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline of the session</source>
        <translation>Zeitleiste der Sitzung</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>Markiert</translation>
    </message>
    <message>
        <source>Words about safety: “{words}”</source>
        <translation>Worte zur Sicherheit: „{words}“</translation>
    </message>
    <message>
        <source>{place}. Arrow keys move, up and down go to marks and words about safety, Enter plays.</source>
        <translation>{place}. Pfeiltasten bewegen, auf und ab gehen zu Marken und Worten zur Sicherheit, Eingabe spielt ab.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>{words} (F6 goes here)</source>
        <translation>{words} (F6 geht hierher)</translation>
    </message>
    <message>
        <source>Take this away (Esc)</source>
        <translation>Wegnehmen (Esc)</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Versions and deleting, for the session that is chosen</source>
        <translation>Fassungen und Löschen, für die gewählte Sitzung</translation>
    </message>
    <message>
        <source>&amp;New session</source>
        <translation>&amp;Neue Sitzung</translation>
    </message>
    <message>
        <source>New session (Ctrl+N)</source>
        <translation>Neue Sitzung (Strg+N)</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Strg+N</translation>
    </message>
    <message>
        <source>What waits for you, and the sessions by day</source>
        <translation>Was auf Sie wartet, und die Sitzungen nach Tagen</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>See the demo session</source>
        <translation>Die Demositzung ansehen</translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation>Wartet auf Sie</translation>
    </message>
</context>
<context>
    <name>Told</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>The vault was not as Sotto had left it. {what}</source>
        <translation>Der Tresor war nicht so, wie Sotto ihn verlassen hatte. {what}</translation>
    </message>
    <message>
        <source>This computer says that today is {now}; Sotto was last open on {seen}. No recording is destroyed by its days until you have put the date right, or say that it is.</source>
        <translation>Dieser Computer sagt, heute sei der {now}; Sotto war zuletzt am {seen} offen. Keine Aufnahme wird nach ihren Tagen vernichtet, bis Sie das Datum berichtigt haben oder sagen, dass es stimmt.</translation>
    </message>
    <message>
        <source>The date is right</source>
        <translation>Das Datum stimmt</translation>
    </message>
    <message>
        <source>The new recovery code that was on the screen when Sotto locked opens nothing: destroy what was written down or printed of it. The recovery kit that you had before is the one in force. A new one can be made in the settings.</source>
        <translation>Der neue Wiederherstellungscode, der beim Sperren auf dem Bildschirm stand, öffnet nichts: Vernichten Sie, was davon aufgeschrieben oder gedruckt wurde. Es gilt das Wiederherstellungsblatt, das Sie vorher hatten. Ein neues lässt sich in den Einstellungen machen.</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>The recording of {start} was cut off before anything was stored.</source>
        <translation>Die Aufnahme von {start} brach ab, bevor etwas gespeichert war.</translation>
    </message>
    <message>
        <source>The recording of {start} was interrupted at {end}; everything until then is here. Open the session to go on.</source>
        <translation>Die Aufnahme von {start} wurde um {end} unterbrochen; alles bis dahin ist da. Öffnen Sie die Sitzung, um weiterzumachen.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Back to the sessions</source>
        <translation>Zurück zu den Sitzungen</translation>
    </message>
    <message>
        <source>&amp;Draft again…</source>
        <translation>Neu &amp;entwerfen…</translation>
    </message>
    <message>
        <source>&amp;Sign…</source>
        <translation>&amp;Unterschreiben…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <source>Word, text, FHIR, or field by field into another program</source>
        <translation>Word, Text, FHIR oder Feld für Feld in ein anderes Programm</translation>
    </message>
    <message>
        <source>Export &amp;PDF…</source>
        <translation>&amp;PDF exportieren…</translation>
    </message>
    <message>
        <source>Add &amp;addendum…</source>
        <translation>&amp;Nachtrag hinzufügen…</translation>
    </message>
    <message>
        <source>Versions of the note, destroying and deleting</source>
        <translation>Fassungen der Notiz, Vernichten und Löschen</translation>
    </message>
    <message>
        <source>Recording destroyed</source>
        <translation>Aufnahme vernichtet</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>What was said</source>
        <translation>Was gesagt wurde</translation>
    </message>
    <message>
        <source>Here is who said what, and when. Press a turn to hear it. Names and words can be put right.</source>
        <translation>Hier steht, wer was wann gesagt hat. Drücken Sie einen Redebeitrag, um ihn zu hören. Namen und Worte lassen sich berichtigen.</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>Woher das stammt</translation>
    </message>
    <message>
        <source>Each sentence of the draft names the moments that it comes from. Press one to go there.</source>
        <translation>Jeder Satz des Entwurfs nennt die Stellen, aus denen er stammt. Drücken Sie eine, um dorthin zu gehen.</translation>
    </message>
    <message>
        <source>What needs you</source>
        <translation>Was Sie entscheiden</translation>
    </message>
    <message>
        <source>What was not found in the session is marked. Keep it as your own observation, change it, or remove it. F8 goes to the next one.</source>
        <translation>Was in der Sitzung nicht gefunden wurde, ist markiert. Behalten Sie es als eigene Beobachtung, ändern Sie es, oder entfernen Sie es. F8 geht zum nächsten.</translation>
    </message>
    <message>
        <source>Then you sign</source>
        <translation>Dann unterschreiben Sie</translation>
    </message>
    <message>
        <source>Every word is yours to change until then; signing locks the note under your name. This session is for trying things out. Delete it when you like.</source>
        <translation>Bis dahin können Sie jedes Wort ändern; die Unterschrift schließt die Notiz unter Ihrem Namen ab. Diese Sitzung ist zum Ausprobieren da. Löschen Sie sie, wann Sie wollen.</translation>
    </message>
</context>
<context>
    <name>TourCard</name>
    <message>
        <source>Leave the tour</source>
        <translation>Rundgang verlassen</translation>
    </message>
    <message>
        <source>Leave the tour (Esc)</source>
        <translation>Rundgang verlassen (Esc)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} von {all}</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
</context>
<context>
    <name>TranscriptModel</name>
    <message>
        <source>Space plays it.</source>
        <translation>Leertaste spielt es ab.</translation>
    </message>
    <message>
        <source>Enter writes it down.</source>
        <translation>Eingabe schreibt es auf.</translation>
    </message>
    <message>
        <source>Speaker uncertain where the words are underlined with dots</source>
        <translation>Sprecher unsicher, wo die Worte gepunktet unterstrichen sind</translation>
    </message>
    <message>
        <source>Speaker uncertain</source>
        <translation>Sprecher unsicher</translation>
    </message>
    <message>
        <source>Words uncertain where they are underlined with dashes</source>
        <translation>Worte unsicher, wo sie gestrichelt unterstrichen sind</translation>
    </message>
    <message>
        <source>speaker uncertain</source>
        <translation>Sprecher unsicher</translation>
    </message>
    <message>
        <source>Did they say {word}?</source>
        <translation>Wurde {word} gesagt?</translation>
    </message>
    <message>
        <source>Words uncertain</source>
        <translation>Worte unsicher</translation>
    </message>
    <message>
        <source>Perhaps another word</source>
        <translation>Vielleicht ein anderes Wort</translation>
    </message>
    <message>
        <source>Unclear sound</source>
        <translation>Unklarer Ton</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Transcript</source>
        <translation>Mitschrift</translation>
    </message>
</context>
<context>
    <name>Translation</name>
    <message>
        <source>{language} (machine-made, not reviewed)</source>
        <translation>{language} (maschinell übersetzt, nicht geprüft)</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open Sotto</source>
        <translation>Sotto öffnen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Diesen Moment markieren</translation>
    </message>
    <message>
        <source>Stop the recording…</source>
        <translation>Aufnahme anhalten…</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Close Sotto</source>
        <translation>Sotto schließen</translation>
    </message>
    <message>
        <source>The recording goes on. Sotto is locked.</source>
        <translation>Die Aufnahme läuft weiter. Sotto ist gesperrt.</translation>
    </message>
    <message>
        <source>Sotto is locked</source>
        <translation>Sotto ist gesperrt</translation>
    </message>
    <message>
        <source>Working on a session</source>
        <translation>Es wird an einer Sitzung gearbeitet</translation>
    </message>
    <message>
        <source>Nothing is being recorded</source>
        <translation>Es wird nichts aufgenommen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortfahren</translation>
    </message>
</context>
<context>
    <name>TurnDelegate</name>
    <message>
        <source>Use</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Lassen</translation>
    </message>
    <message>
        <source>being written down…</source>
        <translation>wird aufgeschrieben…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>Aufschreiben</translation>
    </message>
    <message>
        <source>Words of this turn</source>
        <translation>Worte dieses Beitrags</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>Alles bleibt auf diesem Computer.</translation>
    </message>
    <message>
        <source>Sotto is locked</source>
        <translation>Sotto ist gesperrt</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Caps lock is on.</source>
        <translation>Die Feststelltaste ist an.</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Entsperren</translation>
    </message>
    <message>
        <source>Open with this computer's &amp;keychain</source>
        <translation>Mit dem &amp;Schlüsselbund dieses Computers öffnen</translation>
    </message>
    <message>
        <source>Use the &amp;recovery code…</source>
        <translation>&amp;Wiederherstellungscode verwenden…</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Wiederherstellungscode</translation>
    </message>
    <message>
        <source>From the printed recovery kit</source>
        <translation>Vom ausgedruckten Wiederherstellungsblatt</translation>
    </message>
    <message>
        <source>Choose a new passphrase. The vault then gets a new recovery code.</source>
        <translation>Wählen Sie eine neue Passphrase. Der Tresor bekommt dann einen neuen Wiederherstellungscode.</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Open the vault</source>
        <translation>Tresor &amp;öffnen</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Fortfahren</translation>
    </message>
    <message>
        <source>Not &amp;now</source>
        <translation>Nicht &amp;jetzt</translation>
    </message>
    <message>
        <source>The recording goes on while Sotto is locked.</source>
        <translation>Die Aufnahme läuft weiter, während Sotto gesperrt ist.</translation>
    </message>
    <message>
        <source>A recording was just starting: if the microphone answered, it goes on while Sotto is locked.</source>
        <translation>Eine Aufnahme begann gerade: Hat das Mikrofon geantwortet, läuft sie weiter, während Sotto gesperrt ist.</translation>
    </message>
    <message>
        <source>The work goes on after unlocking.</source>
        <translation>Die Arbeit geht nach dem Entsperren weiter.</translation>
    </message>
    <message>
        <source>The last words before locking could not be stored. Look at the note after unlocking.</source>
        <translation>Die letzten Worte vor dem Sperren konnten nicht gespeichert werden. Sehen Sie nach dem Entsperren die Notiz an.</translation>
    </message>
    <message>
        <source>The vault did not close as it should. Unlock it and check it in the settings.</source>
        <translation>Der Tresor wurde nicht so geschlossen, wie er sollte. Entsperren Sie ihn und prüfen Sie ihn in den Einstellungen.</translation>
    </message>
    <message>
        <source>The recording is stopped and stored. Sotto works with it after unlocking.</source>
        <translation>Die Aufnahme ist beendet und gespeichert. Sotto verarbeitet sie nach dem Entsperren.</translation>
    </message>
    <message>
        <source>A code that you had before stays good until you go on from here.</source>
        <translation>Ein Code, den Sie vorher hatten, gilt, bis Sie von hier aus fortfahren.</translation>
    </message>
    <message>
        <source>The new code that was on the screen when Sotto locked opens nothing: destroy what was written down or printed of it. This is another one. The code in force before both stays good until you go on from here.</source>
        <translation>Der neue Code, der beim Sperren auf dem Bildschirm stand, öffnet nichts: Vernichten Sie, was davon aufgeschrieben oder gedruckt wurde. Dies ist ein anderer. Der Code, der vor beiden galt, gilt weiter, bis Sie von hier aus fortfahren.</translation>
    </message>
    <message>
        <source>The next try is possible in {n} s.</source>
        <translation>Der nächste Versuch ist in {n} s möglich.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not compared: the text alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared with: {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>[+ words +] came in, [− words −] were taken out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text of this version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this &amp;version…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The version is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drafted by Sotto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after a check or a corrected transcript</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version stays as long as the session does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Addendum</source>
        <translation>Nachtrag</translation>
    </message>
    <message>
        <source>Nothing changed between these two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept as my own observation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this version for good? Backups made earlier still hold it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VoiceCard</name>
    <message>
        <source>If Sotto knows your voice it knows which words are yours. Without it that is worked out from what is said. What is stored is a voice print: numbers that tell your voice from others, in the vault, on this computer. The sound itself is not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete my voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read this aloud, as you speak in a session:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the hill behind the village there is an old orchard with apple and pear trees. In spring the bees come early, and in autumn the whole path smells of fruit. A stream runs past the gate, over two flat stones, and disappears under the road. On Saturdays the neighbours meet there with baskets and ladders. They talk about the weather, about recipes, and about the best way to keep apples through the winter. When it begins to rain, everybody sits down under the wooden roof and waits, and somebody always makes tea.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No voice is stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored since {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record my voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} seconds to go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was heard. Look at the microphone above, then record again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working out the voice print…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sotto knows your voice from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your voice is deleted. Backups made before still hold it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>The folder or stick with the models</source>
        <translation>Der Ordner oder Stick mit den Modellen</translation>
    </message>
    <message>
        <source>Model packs (*.sottopack)</source>
        <translation>Modellpakete (*.sottopack)</translation>
    </message>
    <message>
        <source>The pack with the models</source>
        <translation>Das Paket mit den Modellen</translation>
    </message>
    <message>
        <source>Everything that is there is installed already.</source>
        <translation>Alles, was da ist, ist schon installiert.</translation>
    </message>
    <message>
        <source>Where the pack goes</source>
        <translation>Wohin das Paket kommt</translation>
    </message>
    <message>
        <source>Sotto models</source>
        <translation>Sotto Modelle</translation>
    </message>
    <message>
        <source>The work on a session is done: it is ready to be looked at.</source>
        <translation>Die Arbeit an einer Sitzung ist getan: Sie kann angesehen werden.</translation>
    </message>
</context>
<context>
    <name>WaysCard</name>
    <message>
        <source>Without a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a computer without a network, or to save the download: models from another computer, on a stick, in a folder or in one pack file. What they are called does not matter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a f&amp;older or stick…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a &amp;pack file…</source>
        <translation>Aus einer &amp;Paketdatei…</translation>
    </message>
    <message>
        <source>Ma&amp;ke a pack…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhereCard</name>
    <message>
        <source>Where they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw that away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw away what is there of installations that broke off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A proxy and the certificates that are trusted are those of this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Change where downloads come from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models take {used}; {free} are free on this disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} of it belong to installations that broke off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other files in the folder take {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloads come from {host}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhoCard</name>
    <message>
        <source>Kind of session</source>
        <translation>Art der Sitzung</translation>
    </message>
    <message>
        <source>People in the room</source>
        <translation>Personen im Raum</translation>
    </message>
    <message>
        <source>Note format</source>
        <translation>Notizformat</translation>
    </message>
</context>
<context>
    <name>WhoForm</name>
    <message>
        <source>Somebody else</source>
        <translation>Jemand anderes</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Sotto is locked.</source>
        <translation>Sotto ist gesperrt.</translation>
    </message>
    <message>
        <source>A recording is running</source>
        <translation>Eine Aufnahme läuft</translation>
    </message>
    <message>
        <source>It can go on while the window is closed; open Sotto again to stop it.</source>
        <translation>Sie kann weiterlaufen, während das Fenster geschlossen ist; öffnen Sie Sotto wieder, um sie anzuhalten.</translation>
    </message>
    <message>
        <source>&amp;Stop and store</source>
        <translation>&amp;Anhalten und speichern</translation>
    </message>
    <message>
        <source>&amp;Go on without the window</source>
        <translation>&amp;Ohne Fenster weiter</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Written, no draft yet</source>
        <translation>Geschrieben, noch kein Entwurf</translation>
    </message>
    <message>
        <source>Nothing recorded</source>
        <translation>Nichts aufgenommen</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme läuft</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Transcript ready</source>
        <translation>Mitschrift fertig</translation>
    </message>
    <message>
        <source>Draft ready</source>
        <translation>Entwurf fertig</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Unterschrieben</translation>
    </message>
    <message>
        <source>Individual</source>
        <translation>Einzeln</translation>
    </message>
    <message>
        <source>Couple</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Off the record</source>
        <translation>Außerhalb der Aufnahme</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Not recording</source>
        <translation>Keine Aufnahme</translation>
    </message>
    <message>
        <source>Reading the sound</source>
        <translation>Der Ton wird eingelesen</translation>
    </message>
    <message>
        <source>Writing down the words</source>
        <translation>Die Worte werden aufgeschrieben</translation>
    </message>
    <message>
        <source>Working out who spoke</source>
        <translation>Wer sprach, wird ermittelt</translation>
    </message>
    <message>
        <source>Drafting the note</source>
        <translation>Die Notiz wird entworfen</translation>
    </message>
    <message>
        <source>Checking each sentence against the session</source>
        <translation>Jeder Satz wird an der Sitzung geprüft</translation>
    </message>
    <message>
        <source>Therapist</source>
        <translation>Therapeut/in</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Klient/in</translation>
    </message>
    <message>
        <source>Pause, {length}</source>
        <translation>Pause, {length}</translation>
    </message>
    <message>
        <source>Unclear, {length}</source>
        <translation>Unklar, {length}</translation>
    </message>
    <message>
        <source>Quiet sound, {length}</source>
        <translation>Leiser Ton, {length}</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} Min.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{day}. {month} {year}</translation>
    </message>
    <message>
        <source>paused before this</source>
        <translation>davor pausiert</translation>
    </message>
    <message>
        <source>off the record before this</source>
        <translation>davor außerhalb der Aufnahme</translation>
    </message>
    <message>
        <source>sound missing before this</source>
        <translation>davor fehlt Ton</translation>
    </message>
    <message>
        <source>interrupted before this</source>
        <translation>davor unterbrochen</translation>
    </message>
    <message>
        <source>no sound from the microphone before this</source>
        <translation>davor kein Ton vom Mikrofon</translation>
    </message>
    <message>
        <source>the computer slept before this</source>
        <translation>davor schlief der Computer</translation>
    </message>
    <message>
        <source>another microphone from here</source>
        <translation>ab hier ein anderes Mikrofon</translation>
    </message>
    <message>
        <source>not stored before this, the disk was full</source>
        <translation>davor nicht gespeichert, die Festplatte war voll</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>markiert</translation>
    </message>
</context>
<context>
    <name>WordsCard</name>
    <message>
        <source>Names of places and colleagues, methods, abbreviations: one a line, the most important first. The speech model expects them, and spells them so. Names that belong to one client are better kept with that client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words that you use, one a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How you work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The usual terms of each are expected too.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkingPage</name>
    <message>
        <source>Working on the session</source>
        <translation>Arbeit an der Sitzung</translation>
    </message>
    <message>
        <source>Show the &amp;words as they come</source>
        <translation>&amp;Worte zeigen, wie sie kommen</translation>
    </message>
    <message>
        <source>Show the words as they come</source>
        <translation>Worte zeigen, wie sie kommen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Stops the work; what is done so far stays (Alt+C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The words so far</source>
        <translation>Die Worte bis jetzt</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Noch einmal versuchen</translation>
    </message>
    <message>
        <source>&amp;Read the file again…</source>
        <translation>Datei noch einmal &amp;lesen…</translation>
    </message>
    <message>
        <source>Go &amp;back to the sessions</source>
        <translation>&amp;Zurück zu den Sitzungen</translation>
    </message>
    <message>
        <source>the draft opens when it is ready</source>
        <translation>der Entwurf öffnet sich, wenn er fertig ist</translation>
    </message>
    <message>
        <source>the transcript opens then</source>
        <translation>dann öffnet sich die Mitschrift</translation>
    </message>
    <message>
        <source>You can go on with something else; {goal}. While Sotto is locked, the work waits.</source>
        <translation>Sie können mit etwas anderem weitermachen; {goal}. Solange Sotto gesperrt ist, wartet die Arbeit.</translation>
    </message>
    <message>
        <source>The session of {time} waits its turn.</source>
        <translation>Die Sitzung von {time} wartet, bis sie dran ist.</translation>
    </message>
    <message>
        <source>A part of Sotto was ended by the system, most likely because memory ran short. It was started again and goes on with the same piece. Nothing was lost.</source>
        <translation>Ein Teil von Sotto wurde vom System beendet, wohl weil der Speicher knapp wurde. Er wurde neu gestartet und macht mit demselben Stück weiter. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>Who spoke could not be worked out, so the transcript is there without it. Nothing was lost.</source>
        <translation>Wer sprach, ließ sich nicht ermitteln; die Mitschrift ist ohne das da. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>The note model could not be used, so the draft is made of quotations. Nothing was lost.</source>
        <translation>Das Notizmodell ließ sich nicht verwenden; der Entwurf besteht aus Zitaten. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>A part of Sotto stopped unexpectedly. It was started again and goes on with the same piece. Nothing was lost.</source>
        <translation>Ein Teil von Sotto endete unerwartet. Er wurde neu gestartet und macht mit demselben Stück weiter. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>&amp;Work with what is there</source>
        <translation>&amp;Mit dem arbeiten, was da ist</translation>
    </message>
    <message>
        <source>Only the first {time} of the file were read.</source>
        <translation>Nur die ersten {time} der Datei wurden gelesen.</translation>
    </message>
    <message>
        <source>Read the file again, or work with what is there.</source>
        <translation>Lesen Sie die Datei noch einmal, oder arbeiten Sie mit dem, was da ist.</translation>
    </message>
    <message>
        <source>Read the file again</source>
        <translation>Die Datei noch einmal lesen</translation>
    </message>
    <message>
        <source>Sound files</source>
        <translation>Tondateien</translation>
    </message>
</context>
<context>
    <name>WorkspacePage</name>
    <message>
        <source>Transcript</source>
        <translation>Mitschrift</translation>
    </message>
    <message>
        <source>Swap speakers: therapist and client the other way round</source>
        <translation>Sprecher tauschen: Therapeut/in und Klient/in andersherum</translation>
    </message>
    <message>
        <source>Who is who…</source>
        <translation>Wer ist wer…</translation>
    </message>
    <message>
        <source>Write more…</source>
        <translation>Mehr schreiben…</translation>
    </message>
    <message>
        <source>Change what you wrote, then draft again</source>
        <translation>Ändern, was Sie geschrieben haben, dann neu entwerfen</translation>
    </message>
    <message>
        <source>What you wrote about the session</source>
        <translation>Was Sie über die Sitzung geschrieben haben</translation>
    </message>
    <message>
        <source>What you wrote</source>
        <translation>Was Sie geschrieben haben</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>WritingCard</name>
    <message>
        <source>Clients are always written of in the third person. Words between quotation marks stay as they were said.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brief</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>Full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tense</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The client said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The client says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A client is called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by initials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by first name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the therapist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the clinician</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the counselor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this writer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A client's own term and pronouns are kept with the client: choose the client for a new session, then Names and medications.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what was not found in the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sentence that Sotto does not find in the session is left out, and the words that were said stand in its place. Turned on, you see such sentences too: marked, each waiting for your decision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the draft the goals of the treatment plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What comes from there is shown as “From the plan”, never as said today, and waits for your decision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the draft the client's last signed note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown as “From the last note” in the same way. Only the note model uses it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WritingPage</name>
    <message>
        <source>Ctrl+Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the sessions</source>
        <translation>Zurück zu den Sitzungen</translation>
    </message>
    <message>
        <source>Without a recording</source>
        <translation>Ohne Aufnahme</translation>
    </message>
    <message>
        <source>&amp;Draft the note</source>
        <translation>Notiz &amp;entwerfen</translation>
    </message>
    <message>
        <source>Draft the note (Ctrl+Return)</source>
        <translation>Notiz entwerfen (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>What happened in the session</source>
        <translation>Was in der Sitzung war</translation>
    </message>
    <message>
        <source>Type or paste: bullets, sentences, headings such as “Plan:”. Sotto drafts from these words alone, and adds nothing.</source>
        <translation>Tippen oder einfügen: Stichpunkte, Sätze, Überschriften wie „Plan:“. Sotto entwirft allein aus diesen Worten und fügt nichts hinzu.</translation>
    </message>
    <message>
        <source>In any order: what was said and done, how it went, what comes next</source>
        <translation>In beliebiger Folge: was gesagt und getan wurde, wie es ging, was als Nächstes kommt</translation>
    </message>
    <message>
        <source>There is a draft already. Drafting again makes a new one; what stands now stays as a version.</source>
        <translation>Es gibt schon einen Entwurf. Neu zu entwerfen macht einen neuen; was jetzt steht, bleibt als Fassung.</translation>
    </message>
    <message>
        <source>{title}: nothing in what you wrote.</source>
        <translation>{title}: nichts in dem, was Sie geschrieben haben.</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
</context>
<context>
    <name>_KeysDialog</name>
    <message>
        <source>Present passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
</context>
</TS>
