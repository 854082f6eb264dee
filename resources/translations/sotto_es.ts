<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es">
<context>
    <name>AboutDialog</name>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
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
        <translation>Adenda</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Titulación</translation>
    </message>
    <message>
        <source>You wrote this earlier. It is not added to the note yet.</source>
        <translation>Lo escribió antes. Todavía no está añadido a la nota.</translation>
    </message>
    <message>
        <source>This text is not added yet. Cancel once more to drop it.</source>
        <translation>Este texto todavía no está añadido. Cancele otra vez para descartarlo.</translation>
    </message>
</context>
<context>
    <name>AdviceCard</name>
    <message>
        <source>For this computer</source>
        <translation>Para este ordenador</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>En uso</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>Usar estos</translation>
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
        <translation>Instalado</translation>
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
        <translation>Usar otro micrófono</translation>
    </message>
    <message>
        <source>Look a&amp;gain</source>
        <translation>Buscar de &amp;nuevo</translation>
    </message>
    <message>
        <source>Turn the sound off</source>
        <translation>Apagar el sonido</translation>
    </message>
    <message>
        <source>No sound from the microphone since {since}. Sotto keeps trying. What was said until then is stored.</source>
        <translation>Sin sonido del micrófono desde {since}. Sotto sigue intentándolo. Lo dicho hasta entonces está guardado.</translation>
    </message>
    <message>
        <source>The microphone has given nothing but silence since {since}. It may be switched off, or refused by the system. Sotto goes on recording.</source>
        <translation>El micrófono solo da silencio desde {since}. Puede estar apagado o denegado por el sistema. Sotto sigue grabando.</translation>
    </message>
    <message>
        <source>The disk is full since {since}. Sotto goes on recording: the last {seconds} s wait in memory, everything before is stored. Free some space, and they are stored too.</source>
        <translation>El disco está lleno desde {since}. Sotto sigue grabando: los últimos {seconds} s esperan en la memoria, todo lo anterior está guardado. Libere espacio y también se guardarán.</translation>
    </message>
    <message>
        <source>The disk is nearly full: there is room for about {minutes} more minutes. Free some space when you can.</source>
        <translation>El disco está casi lleno: hay sitio para unos {minutes} minutos más. Libere espacio cuando pueda.</translation>
    </message>
    <message>
        <source>No microphone found</source>
        <translation>No se encontró micrófono</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Elegir</translation>
    </message>
    <message>
        <source>Turn the sound on</source>
        <translation>Encender el sonido</translation>
    </message>
    <message>
        <source>Whether Sotto also makes itself heard when something is wrong</source>
        <translation>Si Sotto avisa también con sonido cuando algo va mal</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>the transcript</source>
        <translation>la transcripción</translation>
    </message>
    <message>
        <source>the note</source>
        <translation>la nota</translation>
    </message>
    <message>
        <source>the session</source>
        <translation>la sesión</translation>
    </message>
    <message>
        <source>{parts} stay. You can no longer listen to what was said.</source>
        <translation>{parts} se quedan. Ya no podrá escuchar lo que se dijo.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> y </translation>
    </message>
    <message>
        <source>The session and the consent stay. Nothing has been written down from this recording yet: its words are lost with it.</source>
        <translation>La sesión y el consentimiento se quedan. De esta grabación no se ha escrito nada todavía: sus palabras se pierden con ella.</translation>
    </message>
    <message>
        <source>Destroy the recording</source>
        <translation>Destruir la grabación</translation>
    </message>
    <message>
        <source>Its key is overwritten, then the sound is deleted. After that nobody can listen to it, not you and not Sotto.</source>
        <translation>Su clave se sobrescribe y después se borra el sonido. A partir de ahí nadie puede escucharlo, ni usted ni Sotto.</translation>
    </message>
    <message>
        <source>What stays</source>
        <translation>Lo que se queda</translation>
    </message>
    <message>
        <source>What can still hold it</source>
        <translation>Lo que aún puede contenerla</translation>
    </message>
    <message>
        <source>&amp;Destroy the recording</source>
        <translation>&amp;Destruir la grabación</translation>
    </message>
    <message>
        <source>Your backup with recordings of {date} can hold it, and older ones: delete them if they must not. </source>
        <translation>Su copia de seguridad con grabaciones del {date} puede contenerla, y las anteriores: bórrelas si no debe ser así. </translation>
    </message>
    <message>
        <source>No backup with recordings was made since this session. </source>
        <translation>Desde esta sesión no se hizo ninguna copia con grabaciones. </translation>
    </message>
    <message>
        <source>A copy of the whole disk made earlier, by the system or by a backup program, can hold the encrypted sound together with its key, behind your passphrase. Sotto cannot reach such copies.</source>
        <translation>Una copia anterior de todo el disco, del sistema o de un programa de copias, puede contener el sonido cifrado junto con su clave, tras su frase de paso. Sotto no puede llegar a esas copias.</translation>
    </message>
    <message>
        <source>the recording</source>
        <translation>la grabación</translation>
    </message>
    <message>
        <source>the note with all its versions</source>
        <translation>la nota con todas sus versiones</translation>
    </message>
    <message>
        <source>the consent</source>
        <translation>el consentimiento</translation>
    </message>
    <message>
        <source>{parts} of {client}, {date}, are deleted for good.</source>
        <translation>{parts} de {client}, {date}, se borran para siempre.</translation>
    </message>
    <message>
        <source>This note is signed</source>
        <translation>Esta nota está firmada</translation>
    </message>
    <message>
        <source>Delete the session</source>
        <translation>Borrar la sesión</translation>
    </message>
    <message>
        <source>&amp;Delete the session</source>
        <translation>&amp;Borrar la sesión</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 sesión</translation>
    </message>
    <message>
        <source>{n} sessions</source>
        <translation>{n} sesiones</translation>
    </message>
    <message>
        <source>{client} and {many} are deleted for good: recordings, transcripts, notes and consents.</source>
        <translation>{client} y {many} se borran para siempre: grabaciones, transcripciones, notas y consentimientos.</translation>
    </message>
    <message>
        <source>There are signed notes</source>
        <translation>Hay notas firmadas</translation>
    </message>
    <message>
        <source>Delete the client</source>
        <translation>Borrar el cliente</translation>
    </message>
    <message>
        <source>&amp;Delete the client</source>
        <translation>&amp;Borrar el cliente</translation>
    </message>
    <message>
        <source>The signed note stays, and with it the words that it quotes as evidence.</source>
        <translation>La nota firmada se queda, y con ella las palabras que cita.</translation>
    </message>
    <message>
        <source> The recording stays, so that a transcript can be made again.</source>
        <translation> La grabación se queda, para poder hacer otra transcripción.</translation>
    </message>
    <message>
        <source>Every version of the transcript is deleted for good, your corrections included.</source>
        <translation>Todas las versiones de la transcripción se borran para siempre, también sus correcciones.</translation>
    </message>
    <message>
        <source>The session and the consent.</source>
        <translation>La sesión y el consentimiento.</translation>
    </message>
    <message>
        <source>Delete the transcript</source>
        <translation>Borrar la transcripción</translation>
    </message>
    <message>
        <source>&amp;Delete the transcript</source>
        <translation>&amp;Borrar la transcripción</translation>
    </message>
    <message>
        <source>The audit trail keeps that something was deleted, and when. It holds none of its content.</source>
        <translation>El registro de acciones conserva que algo se borró y cuándo. No contiene nada de ello.</translation>
    </message>
    <message>
        <source>Backups made earlier, and copies of the whole disk, hold it until you delete them or they are replaced.</source>
        <translation>Las copias de seguridad anteriores y las copias de todo el disco lo contienen hasta que usted las borre o se sustituyan.</translation>
    </message>
    <message>
        <source>The law where you work may ask you to keep signed notes for some years. Whether they may be deleted now is yours to know.</source>
        <translation>La ley donde usted trabaja puede pedir que conserve las notas firmadas algunos años. Si pueden borrarse ahora, le toca a usted saberlo.</translation>
    </message>
</context>
<context>
    <name>Assist</name>
    <message>
        <source>On this page</source>
        <translation>En esta página</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Ir allí</translation>
    </message>
    <message>
        <source>Help for this page</source>
        <translation>Ayuda de esta página</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Todas las teclas</translation>
    </message>
    <message>
        <source>shortcuts keyboard</source>
        <translation>atajos teclado</translation>
    </message>
    <message>
        <source>Lock Sotto</source>
        <translation>Bloquear Sotto</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Nueva sesión</translation>
    </message>
    <message>
        <source>record import write</source>
        <translation>grabar importar escribir</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>Registro de acciones</translation>
    </message>
    <message>
        <source>who did what when</source>
        <translation>quién hizo qué y cuándo</translation>
    </message>
    <message>
        <source>Note formats</source>
        <translation>Formatos de nota</translation>
    </message>
    <message>
        <source>templates</source>
        <translation>plantillas</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sesión</translation>
    </message>
    <message>
        <source>Search everything for “{words}”</source>
        <translation>Buscar «{words}» en todo</translation>
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
        <translation>Registro de acciones</translation>
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
        <translation>Cifras de una nota impresa</translation>
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
        <translation>Quitar estas elecciones</translation>
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
        <translation>Última entrada: {head}</translation>
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
        <translation>Grabación destruida</translation>
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
        <translation>Ajustes</translation>
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
        <translation>Cambiar la frase de paso</translation>
    </message>
    <message>
        <source>The recovery kit stays good. Backups made before open with the passphrase of their time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Change it</source>
        <translation>&amp;Cambiarla</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Nueva frase de paso</translation>
    </message>
</context>
<context>
    <name>Checklist</name>
    <message>
        <source>Checklist</source>
        <translation>Lista</translation>
    </message>
    <message>
        <source>Tick what applies and add a few words. Each tick becomes a line of your text.</source>
        <translation>Marque lo que corresponda y añada unas palabras. Cada marca se convierte en una línea de su texto.</translation>
    </message>
    <message>
        <source>Before you sign</source>
        <translation>Antes de firmar</translation>
    </message>
    <message>
        <source>Nothing is left to do. You can sign.</source>
        <translation>No queda nada por hacer. Puede firmar.</translation>
    </message>
    <message>
        <source>You can sign. Still open:</source>
        <translation>Puede firmar. Aún abierto:</translation>
    </message>
    <message>
        <source>Before you sign:</source>
        <translation>Antes de firmar:</translation>
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
        <translation>Cliente: código o nombre</translation>
    </message>
    <message>
        <source>Type a code or a name</source>
        <translation>Escriba un código o un nombre</translation>
    </message>
</context>
<context>
    <name>ClientChoice</name>
    <message>
        <source>Client</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>All clients</source>
        <translation>Todos los clientes</translation>
    </message>
</context>
<context>
    <name>ClientField</name>
    <message>
        <source>Client</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Names and medications…</source>
        <translation>Nombres y medicamentos…</translation>
    </message>
    <message>
        <source>What the speech model is to expect with this client</source>
        <translation>Lo que el modelo de voz debe esperar con este cliente</translation>
    </message>
    <message>
        <source>Name of the new client, optional</source>
        <translation>Nombre del nuevo cliente, opcional</translation>
    </message>
    <message>
        <source>Name (optional; stored in the vault only)</source>
        <translation>Nombre (opcional; se guarda solo en la caja fuerte)</translation>
    </message>
    <message>
        <source>A code is enough, for example initials or a number.</source>
        <translation>Basta un código, por ejemplo iniciales o un número.</translation>
    </message>
    <message>
        <source>Known client.</source>
        <translation>Cliente conocido.</translation>
    </message>
    <message>
        <source>Known client, last here {day}: chosen as then.</source>
        <translation>Cliente conocido, última vez {day}: elegido como entonces.</translation>
    </message>
    <message>
        <source>Enter takes {client}. Tab: a new client.</source>
        <translation>Intro toma {client}. Tab: un cliente nuevo.</translation>
    </message>
    <message>
        <source>{n} clients begin so: type on, or choose with the arrow keys. Tab: a new client.</source>
        <translation>{n} clientes empiezan así: siga escribiendo o elija con las flechas. Tab: un cliente nuevo.</translation>
    </message>
    <message>
        <source>New client: will be added.</source>
        <translation>Cliente nuevo: se añadirá.</translation>
    </message>
</context>
<context>
    <name>ClientList</name>
    <message>
        <source>no session yet</source>
        <translation>sin sesiones todavía</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 sesión</translation>
    </message>
    <message>
        <source>{n} sessions</source>
        <translation>{n} sesiones</translation>
    </message>
</context>
<context>
    <name>ClientsPage</name>
    <message>
        <source>Clients</source>
        <translation>Clientes</translation>
    </message>
    <message>
        <source>Find a client: code or name</source>
        <translation>Buscar un cliente: código o nombre</translation>
    </message>
    <message>
        <source>Code or name</source>
        <translation>Código o nombre</translation>
    </message>
    <message>
        <source>No clients yet</source>
        <translation>Sin clientes todavía</translation>
    </message>
    <message>
        <source>A client is added with the first session. A code is enough; a name stays in the vault.</source>
        <translation>Un cliente se añade con la primera sesión. Basta un código; el nombre se queda en la caja fuerte.</translation>
    </message>
    <message>
        <source>Sessions, notes and goals in time order</source>
        <translation>Sesiones, notas y objetivos en orden de tiempo</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Nueva sesión</translation>
    </message>
    <message>
        <source>Rename, names and medications, delete</source>
        <translation>Renombrar, nombres y medicamentos, borrar</translation>
    </message>
    <message>
        <source>&amp;New session</source>
        <translation>&amp;Nueva sesión</translation>
    </message>
    <message>
        <source>New session with this client (Ctrl+N)</source>
        <translation>Nueva sesión con este cliente (Ctrl+N)</translation>
    </message>
    <message>
        <source>New session with this client</source>
        <translation>Nueva sesión con este cliente</translation>
    </message>
    <message>
        <source>Goals of the client</source>
        <translation>Objetivos del cliente</translation>
    </message>
    <message>
        <source>Names and medications of the client</source>
        <translation>Nombres y medicamentos del cliente</translation>
    </message>
    <message>
        <source>Rename the client</source>
        <translation>Renombrar al cliente</translation>
    </message>
    <message>
        <source>Delete the client</source>
        <translation>Borrar el cliente</translation>
    </message>
    <message>
        <source>1 client</source>
        <translation>1 cliente</translation>
    </message>
    <message>
        <source>{n} clients</source>
        <translation>{n} clientes</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} de {all}</translation>
    </message>
    <message>
        <source>Nobody is called so</source>
        <translation>Nadie se llama así</translation>
    </message>
    <message>
        <source>No sessions yet</source>
        <translation>Sin sesiones todavía</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 sesión</translation>
    </message>
    <message>
        <source>{n} sessions</source>
        <translation>{n} sesiones</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Renombrar…</translation>
    </message>
    <message>
        <source>Names and &amp;medications…</source>
        <translation>Nombres y &amp;medicamentos…</translation>
    </message>
    <message>
        <source>&amp;Goals…</source>
        <translation>&amp;Objetivos…</translation>
    </message>
    <message>
        <source>&amp;Delete the client…</source>
        <translation>&amp;Borrar el cliente…</translation>
    </message>
    <message>
        <source>The &amp;session that is chosen…</source>
        <translation>La &amp;sesión elegida…</translation>
    </message>
</context>
<context>
    <name>ConsentCard</name>
    <message>
        <source>Consent to recording</source>
        <translation>Consentimiento para grabar</translation>
    </message>
    <message>
        <source>The client has a&amp;greed</source>
        <translation>El cliente ha &amp;aceptado</translation>
    </message>
    <message>
        <source>The client has agreed to the recording</source>
        <translation>El cliente ha aceptado la grabación</translation>
    </message>
    <message>
        <source>Stored with the time and this wording. Needed to record or import.</source>
        <translation>Se guarda con la hora y este texto. Necesario para grabar o importar.</translation>
    </message>
</context>
<context>
    <name>Correcting</name>
    <message>
        <source>Undo the last correction (Ctrl+Z)</source>
        <translation>Deshacer la última corrección (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Do it again (Ctrl+Shift+Z)</source>
        <translation>Rehacer (Ctrl+Mayús+Z)</translation>
    </message>
    <message>
        <source>This &amp;was</source>
        <translation>Esto &amp;fue</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Otra persona</translation>
    </message>
    <message>
        <source>&amp;Split here…</source>
        <translation>&amp;Dividir aquí…</translation>
    </message>
    <message>
        <source>&amp;Split…</source>
        <translation>&amp;Dividir…</translation>
    </message>
    <message>
        <source>From here &amp;to…</source>
        <translation>Desde aquí &amp;hasta…</translation>
    </message>
    <message>
        <source>&amp;Merge speakers…</source>
        <translation>&amp;Unir hablantes…</translation>
    </message>
    <message>
        <source>S&amp;wap therapist and client</source>
        <translation>&amp;Intercambiar terapeuta y cliente</translation>
    </message>
    <message>
        <source>&amp;Edit the words</source>
        <translation>&amp;Editar las palabras</translation>
    </message>
    <message>
        <source>Use “{word}”</source>
        <translation>Usar «{word}»</translation>
    </message>
    <message>
        <source>Leave “{word}”</source>
        <translation>Dejar «{word}»</translation>
    </message>
    <message>
        <source>No words could be made out there. The sound stays where it is, to be played.</source>
        <translation>Allí no se pudo entender ninguna palabra. El sonido se queda donde está y se puede reproducir.</translation>
    </message>
</context>
<context>
    <name>Cover</name>
    <message>
        <source>Locking…</source>
        <translation>Bloqueando…</translation>
    </message>
</context>
<context>
    <name>DeleteForm</name>
    <message>
        <source>To go on, type the client’s code: {code}</source>
        <translation>Para continuar, escriba el código del cliente: {code}</translation>
    </message>
    <message>
        <source>Deleting, and looking whether anything is left…</source>
        <translation>Borrando y mirando si queda algo…</translation>
    </message>
</context>
<context>
    <name>Deleting</name>
    <message>
        <source>&amp;Goals of the client…</source>
        <translation>&amp;Objetivos del cliente…</translation>
    </message>
    <message>
        <source>&amp;What you changed…</source>
        <translation>&amp;Lo que usted cambió…</translation>
    </message>
    <message>
        <source>&amp;Versions of the note…</source>
        <translation>&amp;Versiones de la nota…</translation>
    </message>
    <message>
        <source>&amp;Discard what was recorded…</source>
        <translation>&amp;Descartar lo grabado…</translation>
    </message>
    <message>
        <source>Destroy the &amp;recording…</source>
        <translation>Destruir la &amp;grabación…</translation>
    </message>
    <message>
        <source>Delete the &amp;transcript…</source>
        <translation>Borrar la &amp;transcripción…</translation>
    </message>
    <message>
        <source>Delete the &amp;session…</source>
        <translation>Borrar la &amp;sesión…</translation>
    </message>
    <message>
        <source>Delete the &amp;client…</source>
        <translation>Borrar el &amp;cliente…</translation>
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
        <translation>Intentar de nuevo</translation>
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
        <translation>Separador entre transcripción y nota</translation>
    </message>
    <message>
        <source>Move the divider (arrow keys; a double click or Home puts it back)</source>
        <translation>Mover el separador (flechas; doble clic o Inicio lo devuelve)</translation>
    </message>
</context>
<context>
    <name>Doubting</name>
    <message>
        <source>Next doubtful place</source>
        <translation>Siguiente lugar dudoso</translation>
    </message>
    <message>
        <source>Doubtful place before</source>
        <translation>Lugar dudoso anterior</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n} de {count}</translation>
    </message>
</context>
<context>
    <name>DraftSoFar</name>
    <message>
        <source>The draft so far</source>
        <translation>El borrador hasta ahora</translation>
    </message>
    <message>
        <source>Nothing was found for this section.</source>
        <translation>No se encontró nada para esta sección.</translation>
    </message>
    <message>
        <source>not found in the session</source>
        <translation>no encontrado en la sesión</translation>
    </message>
</context>
<context>
    <name>ErrandRow</name>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Abandonar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Dejarlo</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Something needs your attention</source>
        <translation>Algo necesita su atención</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
</context>
<context>
    <name>ErrorView</name>
    <message>
        <source>Copy &amp;details</source>
        <translation>Copiar los &amp;detalles</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>The details are on the clipboard for a minute.</source>
        <translation>Los detalles están en el portapapeles durante un minuto.</translation>
    </message>
    <message>
        <source>Sotto made a mistake.</source>
        <translation>Sotto ha cometido un error.</translation>
    </message>
    <message>
        <source>What was stored before is untouched.</source>
        <translation>Lo que estaba guardado no se ha tocado.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, close and open Sotto.</source>
        <translation>Inténtelo de nuevo. Si vuelve a ocurrir, cierre y abra Sotto.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar los detalles</translation>
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
        <translation>Algo ha ido mal.</translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation>No se perdió nada.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Sotto made a mistake: {detail}.</source>
        <translation>Sotto ha cometido un error: {detail}.</translation>
    </message>
    <message>
        <source>Close and open Sotto again. If it happens again, please report it.</source>
        <translation>Cierre y abra Sotto. Si vuelve a ocurrir, comuníquelo, por favor.</translation>
    </message>
    <message>
        <source>{detail}</source>
        <translation>{detail}</translation>
    </message>
    <message>
        <source>The vault did not open. Either what was typed is not right, or the key file is damaged.</source>
        <translation>La caja fuerte no se abrió. O no es correcto lo que se escribió, o el archivo de claves está dañado.</translation>
    </message>
    <message>
        <source>Check Caps Lock and the keyboard layout and try again, or use the recovery code from your recovery kit.</source>
        <translation>Compruebe el bloqueo de mayúsculas y la distribución del teclado e inténtelo de nuevo, o use el código de su hoja de recuperación.</translation>
    </message>
    <message>
        <source>After several tries that failed, Sotto waits before the next one. It is possible in {detail} s.</source>
        <translation>Tras varios intentos fallidos, Sotto espera antes del próximo. Será posible en {detail} s.</translation>
    </message>
    <message>
        <source>Check Caps Lock and the keyboard layout meanwhile.</source>
        <translation>Compruebe mientras tanto el bloqueo de mayúsculas y la distribución del teclado.</translation>
    </message>
    <message>
        <source>This computer's keychain is missing, refused, or holds nothing for this vault.</source>
        <translation>El llavero de este ordenador falta, se niega o no contiene nada de esta caja fuerte.</translation>
    </message>
    <message>
        <source>Use the passphrase: it works as always.</source>
        <translation>Use la frase de paso: funciona como siempre.</translation>
    </message>
    <message>
        <source>This folder is kept in step with other places by {detail}: what lies in it leaves this computer.</source>
        <translation>Esta carpeta se mantiene igual en otros lugares con {detail}: lo que hay en ella sale de este ordenador.</translation>
    </message>
    <message>
        <source>Choose a folder outside of it. Copying while the vault is in use can also damage it, and old copies would keep what you delete.</source>
        <translation>Elija una carpeta fuera de ella. Copiar la caja fuerte mientras se usa también puede dañarla, y las copias antiguas conservarían lo que usted borra.</translation>
    </message>
    <message>
        <source>This folder lies on another computer, and is reached over the network.</source>
        <translation>Esta carpeta está en otro ordenador y se accede a ella por la red.</translation>
    </message>
    <message>
        <source>Choose a folder on this computer. A connection that breaks off can damage the vault.</source>
        <translation>Elija una carpeta de este ordenador. Una conexión que se corta puede dañar la caja fuerte.</translation>
    </message>
    <message>
        <source>The vault could not be moved: {detail}.</source>
        <translation>La caja fuerte no se pudo mover: {detail}.</translation>
    </message>
    <message>
        <source>It lies where it was, whole.</source>
        <translation>Está donde estaba, entera.</translation>
    </message>
    <message>
        <source>Stop a recording that is running, then try again, or choose another folder.</source>
        <translation>Detenga una grabación en marcha e inténtelo de nuevo, o elija otra carpeta.</translation>
    </message>
    <message>
        <source>A passphrase needs at least {detail} characters.</source>
        <translation>Una frase de paso necesita al menos {detail} caracteres.</translation>
    </message>
    <message>
        <source>Choose a longer one: four or five unrelated words are easy to remember.</source>
        <translation>Elija una más larga: cuatro o cinco palabras sin relación se recuerdan bien.</translation>
    </message>
    <message>
        <source>There is no vault in this folder.</source>
        <translation>En esta carpeta no hay ninguna caja fuerte.</translation>
    </message>
    <message>
        <source>Choose another folder, or set up a new vault.</source>
        <translation>Elija otra carpeta o cree una caja fuerte nueva.</translation>
    </message>
    <message>
        <source>There is a vault in this folder already.</source>
        <translation>En esta carpeta ya hay una caja fuerte.</translation>
    </message>
    <message>
        <source>Open that one, or choose an empty folder.</source>
        <translation>Abra esa o elija una carpeta vacía.</translation>
    </message>
    <message>
        <source>This vault is open in another Sotto window or command.</source>
        <translation>Esta caja fuerte está abierta en otra ventana u orden de Sotto.</translation>
    </message>
    <message>
        <source>Close the other one first, then try again.</source>
        <translation>Cierre primero lo otro e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The vault is locked.</source>
        <translation>La caja fuerte está bloqueada.</translation>
    </message>
    <message>
        <source>Enter your passphrase to go on.</source>
        <translation>Escriba su frase de paso para continuar.</translation>
    </message>
    <message>
        <source>The vault could not be read: {detail}.</source>
        <translation>La caja fuerte no se pudo leer: {detail}.</translation>
    </message>
    <message>
        <source>What is stored was left as it is.</source>
        <translation>Lo guardado se dejó como estaba.</translation>
    </message>
    <message>
        <source>Do not delete anything. Put the last backup back, or get out what can be read with 'app salvage'.</source>
        <translation>No borre nada. Recupere la última copia de seguridad, o saque lo que se pueda leer con 'app salvage'.</translation>
    </message>
    <message>
        <source>This vault was last used with a newer version of Sotto.</source>
        <translation>Esta caja fuerte se usó por última vez con una versión más nueva de Sotto.</translation>
    </message>
    <message>
        <source>Install the newer version on this computer.</source>
        <translation>Instale la versión más nueva en este ordenador.</translation>
    </message>
    <message>
        <source>There is not enough free memory to open the vault.</source>
        <translation>No hay memoria libre suficiente para abrir la caja fuerte.</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>Cierre otros programas e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>There is no {detail} with this number in the vault.</source>
        <translation>En la caja fuerte no hay nada con ese número ({detail}).</translation>
    </message>
    <message>
        <source>Go back to the list and choose again.</source>
        <translation>Vuelva a la lista y elija de nuevo.</translation>
    </message>
    <message>
        <source>Another client has this code already.</source>
        <translation>Otro cliente ya tiene ese código.</translation>
    </message>
    <message>
        <source>Choose another code.</source>
        <translation>Elija otro código.</translation>
    </message>
    <message>
        <source>The database engine cannot encrypt as Sotto requires ({detail}).</source>
        <translation>El motor de base de datos no puede cifrar como Sotto exige ({detail}).</translation>
    </message>
    <message>
        <source>Install Sotto again. Nothing was written.</source>
        <translation>Instale Sotto de nuevo. No se escribió nada.</translation>
    </message>
    <message>
        <source>Sotto cannot write to the folder {detail}.</source>
        <translation>Sotto no puede escribir en la carpeta {detail}.</translation>
    </message>
    <message>
        <source>Choose another folder, or ask whoever looks after this computer for the right to write there.</source>
        <translation>Elija otra carpeta, o pida a quien cuida este ordenador permiso para escribir allí.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>El disco está lleno.</translation>
    </message>
    <message>
        <source>Everything up to this moment is stored.</source>
        <translation>Todo hasta este momento está guardado.</translation>
    </message>
    <message>
        <source>Free some space, then go on.</source>
        <translation>Libere espacio y después continúe.</translation>
    </message>
    <message>
        <source>The disk is full: the last {detail} could not be stored.</source>
        <translation>El disco está lleno: los últimos {detail} no se pudieron guardar.</translation>
    </message>
    <message>
        <source>Everything before that is stored.</source>
        <translation>Todo lo anterior está guardado.</translation>
    </message>
    <message>
        <source>Free some space before the next session.</source>
        <translation>Libere espacio antes de la próxima sesión.</translation>
    </message>
    <message>
        <source>There is too little room on the disk to record: {detail}.</source>
        <translation>En el disco hay muy poco sitio para grabar: {detail}.</translation>
    </message>
    <message>
        <source>Nothing was recorded.</source>
        <translation>No se grabó nada.</translation>
    </message>
    <message>
        <source>Free some space, for example by destroying old recordings, then try again.</source>
        <translation>Libere espacio, por ejemplo destruyendo grabaciones antiguas, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The disk has no room for a long session: {detail}.</source>
        <translation>El disco no tiene sitio para una sesión larga: {detail}.</translation>
    </message>
    <message>
        <source>Free some space, or record a shorter session.</source>
        <translation>Libere espacio o grabe una sesión más corta.</translation>
    </message>
    <message>
        <source>It is deleted, but a trace of it still lies inside the vault: another program is reading the vault, or a lock came in between.</source>
        <translation>Está borrado, pero un rastro queda aún dentro de la caja fuerte: otro programa la está leyendo, o hubo un bloqueo en medio.</translation>
    </message>
    <message>
        <source>What was to be kept is untouched.</source>
        <translation>Lo que debía quedarse no se ha tocado.</translation>
    </message>
    <message>
        <source>Close other programs that use this vault. Sotto finishes the deletion the next time the vault opens.</source>
        <translation>Cierre otros programas que usen esta caja fuerte. Sotto termina el borrado la próxima vez que se abra.</translation>
    </message>
    <message>
        <source>This session is being recorded or worked on.</source>
        <translation>Esta sesión se está grabando o procesando.</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>No se borró nada.</translation>
    </message>
    <message>
        <source>Stop that first, then delete.</source>
        <translation>Detenga eso primero y después borre.</translation>
    </message>
    <message>
        <source>The client's code was not typed as it stands in the list.</source>
        <translation>El código del cliente no se escribió como figura en la lista.</translation>
    </message>
    <message>
        <source>Type the code to confirm, or cancel.</source>
        <translation>Escriba el código para confirmar o cancele.</translation>
    </message>
    <message>
        <source>The folder for backups is not there. It may be on a disk or stick that is not connected.</source>
        <translation>La carpeta de copias de seguridad no está. Puede estar en un disco o memoria USB que no está conectado.</translation>
    </message>
    <message>
        <source>Connect it and try again, or choose another folder in the settings.</source>
        <translation>Conéctelo e inténtelo de nuevo, o elija otra carpeta en los ajustes.</translation>
    </message>
    <message>
        <source>There is not enough room for the backup.</source>
        <translation>No hay sitio suficiente para la copia de seguridad.</translation>
    </message>
    <message>
        <source>No backup was made; the earlier ones are still there.</source>
        <translation>No se hizo ninguna copia; las anteriores siguen ahí.</translation>
    </message>
    <message>
        <source>Free some space there or choose another folder, then try again.</source>
        <translation>Libere espacio allí o elija otra carpeta e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>There is no backup here.</source>
        <translation>Aquí no hay ninguna copia de seguridad.</translation>
    </message>
    <message>
        <source>Make a backup first, or choose another folder.</source>
        <translation>Haga primero una copia de seguridad o elija otra carpeta.</translation>
    </message>
    <message>
        <source>This backup is not whole: {detail}.</source>
        <translation>Esta copia de seguridad no está entera: {detail}.</translation>
    </message>
    <message>
        <source>The vault itself was not touched.</source>
        <translation>La caja fuerte no se ha tocado.</translation>
    </message>
    <message>
        <source>Use another backup, and make a new one soon.</source>
        <translation>Use otra copia de seguridad y haga pronto una nueva.</translation>
    </message>
    <message>
        <source>This backup was made from another vault.</source>
        <translation>Esta copia de seguridad es de otra caja fuerte.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>No se cambió nada.</translation>
    </message>
    <message>
        <source>Choose a backup of this vault.</source>
        <translation>Elija una copia de esta caja fuerte.</translation>
    </message>
    <message>
        <source>This backup was made with a newer version of Sotto.</source>
        <translation>Esta copia se hizo con una versión más nueva de Sotto.</translation>
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
        <translation>La carpeta no está. Puede estar en un disco o memoria USB que no está conectado.</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>No se escribió nada.</translation>
    </message>
    <message>
        <source>Connect it and try again, or choose another folder.</source>
        <translation>Conéctelo e inténtelo de nuevo, o elija otra carpeta.</translation>
    </message>
    <message>
        <source>There is something in this folder already: {detail}.</source>
        <translation>En esta carpeta ya hay algo: {detail}.</translation>
    </message>
    <message>
        <source>Choose another folder, or a new one.</source>
        <translation>Elija otra carpeta o una nueva.</translation>
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
        <translation>No se encontró ningún micrófono.</translation>
    </message>
    <message>
        <source>Connect a microphone, then choose 'Look again'.</source>
        <translation>Conecte un micrófono y elija «Buscar de nuevo».</translation>
    </message>
    <message>
        <source>The microphone could not be opened.</source>
        <translation>El micrófono no se pudo abrir.</translation>
    </message>
    <message>
        <source>What was recorded before is stored.</source>
        <translation>Lo grabado antes está guardado.</translation>
    </message>
    <message>
        <source>Close other programs that use it, and check in the system's privacy settings that Sotto may use the microphone.</source>
        <translation>Cierre otros programas que lo usen y compruebe en los ajustes de privacidad del sistema que Sotto puede usar el micrófono.</translation>
    </message>
    <message>
        <source>No loudspeaker or headphones could be opened.</source>
        <translation>No se pudieron abrir altavoces ni auriculares.</translation>
    </message>
    <message>
        <source>Connect one and try again.</source>
        <translation>Conecte unos e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The sound file is not there or cannot be read.</source>
        <translation>El archivo de sonido no está o no se puede leer.</translation>
    </message>
    <message>
        <source>Check where the file is and try again.</source>
        <translation>Compruebe dónde está el archivo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The sound file is empty.</source>
        <translation>El archivo de sonido está vacío.</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>No se importó nada.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Elija otro archivo.</translation>
    </message>
    <message>
        <source>This file could not be read as sound. It may be damaged, or of a kind that Sotto does not know.</source>
        <translation>Este archivo no se pudo leer como sonido. Puede estar dañado o ser de un tipo que Sotto no conoce.</translation>
    </message>
    <message>
        <source>Nothing was imported; the file was left as it is.</source>
        <translation>No se importó nada; el archivo quedó como estaba.</translation>
    </message>
    <message>
        <source>Use WAV, FLAC, MP3, M4A or OGG. Playing the file in another program shows whether it is whole.</source>
        <translation>Use WAV, FLAC, MP3, M4A u OGG. Reproducir el archivo en otro programa muestra si está entero.</translation>
    </message>
    <message>
        <source>The sound file is damaged after {detail}.</source>
        <translation>El archivo de sonido está dañado después de {detail}.</translation>
    </message>
    <message>
        <source>Everything before that point was imported.</source>
        <translation>Todo lo anterior a ese punto se importó.</translation>
    </message>
    <message>
        <source>Check in the transcript whether anything is missing.</source>
        <translation>Compruebe en la transcripción si falta algo.</translation>
    </message>
    <message>
        <source>This file holds pictures but no sound.</source>
        <translation>Este archivo contiene imágenes pero no sonido.</translation>
    </message>
    <message>
        <source>Choose a file with sound.</source>
        <translation>Elija un archivo con sonido.</translation>
    </message>
    <message>
        <source>No speech was found in this recording.</source>
        <translation>En esta grabación no se encontró voz.</translation>
    </message>
    <message>
        <source>The recording is stored.</source>
        <translation>La grabación está guardada.</translation>
    </message>
    <message>
        <source>Play it to check that the microphone was on. You can also write the note without a recording.</source>
        <translation>Reprodúzcala para comprobar que el micrófono estaba encendido. También puede escribir la nota sin grabación.</translation>
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
        <translation>El grabador se detuvo de forma inesperada.</translation>
    </message>
    <message>
        <source>Everything until about a second before is stored.</source>
        <translation>Todo hasta un segundo antes está guardado.</translation>
    </message>
    <message>
        <source>Press Record to go on, or Stop to work with what is there.</source>
        <translation>Pulse Grabar para seguir, o Detener para trabajar con lo que hay.</translation>
    </message>
    <message>
        <source>The model '{detail}' is not installed, or one of its parts is missing.</source>
        <translation>El modelo '{detail}' no está instalado, o falta una de sus partes.</translation>
    </message>
    <message>
        <source>Install it under Models, or choose another one.</source>
        <translation>Instálelo en Modelos o elija otro.</translation>
    </message>
    <message>
        <source>The model '{detail}' is not the one that was tested: a checksum differs, so it was not loaded.</source>
        <translation>El modelo '{detail}' no es el que se probó: una suma de control difiere, así que no se cargó.</translation>
    </message>
    <message>
        <source>Remove it and install it again.</source>
        <translation>Quítelo e instálelo de nuevo.</translation>
    </message>
    <message>
        <source>The model for '{detail}' could not be loaded.</source>
        <translation>El modelo para '{detail}' no se pudo cargar.</translation>
    </message>
    <message>
        <source>Close other programs in case memory is short and try again, or choose another model.</source>
        <translation>Cierre otros programas por si falta memoria e inténtelo de nuevo, o elija otro modelo.</translation>
    </message>
    <message>
        <source>This computer's processor is too old for the speech and note models: it has no {detail}.</source>
        <translation>El procesador de este ordenador es demasiado antiguo para los modelos: le falta {detail}.</translation>
    </message>
    <message>
        <source>Use a computer from 2015 or later. You can write the note without models on this one.</source>
        <translation>Use un ordenador de 2015 o posterior. En este puede escribir la nota sin modelos.</translation>
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
        <translation>Instale Sotto de nuevo.</translation>
    </message>
    <message>
        <source>Everything done so far is stored.</source>
        <translation>Todo lo hecho hasta ahora está guardado.</translation>
    </message>
    <message>
        <source>The {detail} crashed twice on the same piece of work.</source>
        <translation>{detail}: falló dos veces en la misma parte del trabajo.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, choose a smaller model.</source>
        <translation>Inténtelo de nuevo. Si vuelve a ocurrir, elija un modelo más pequeño.</translation>
    </message>
    <message>
        <source>The {detail} ended twice: it was built for a processor that can do more than this computer's.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {detail} was ended by the system twice, most likely because memory ran short.</source>
        <translation>{detail}: el sistema lo terminó dos veces, seguramente por falta de memoria.</translation>
    </message>
    <message>
        <source>Close other programs and try again, or choose a smaller model.</source>
        <translation>Cierre otros programas e inténtelo de nuevo, o elija un modelo más pequeño.</translation>
    </message>
    <message>
        <source>The {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it happens again, check the models under Models.</source>
        <translation>Inténtelo de nuevo. Si vuelve a ocurrir, compruebe los modelos en Modelos.</translation>
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
        <translation>El trabajo se canceló.</translation>
    </message>
    <message>
        <source>Everything done before that is stored.</source>
        <translation>Todo lo hecho antes está guardado.</translation>
    </message>
    <message>
        <source>You can start it again at any time.</source>
        <translation>Puede empezarlo de nuevo cuando quiera.</translation>
    </message>
    <message>
        <source>Sotto crashed the last time it ran.</source>
        <translation>Sotto falló la última vez que funcionó.</translation>
    </message>
    <message>
        <source>Everything that was stored until then is there; a recording that ran is found after you unlock.</source>
        <translation>Todo lo guardado hasta entonces está; una grabación en marcha se encuentra al desbloquear.</translation>
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
        <translation>{detail} de las frases no se encontraron en la sesión y no se han decidido.</translation>
    </message>
    <message>
        <source>The draft is stored.</source>
        <translation>El borrador está guardado.</translation>
    </message>
    <message>
        <source>For each: keep it as your own observation, change it, or remove it.</source>
        <translation>Para cada una: consérvela como observación propia, cámbiela o quítela.</translation>
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
        <translation>Esta nota está firmada y no se puede cambiar.</translation>
    </message>
    <message>
        <source>Add an addendum instead.</source>
        <translation>Añada una adenda en su lugar.</translation>
    </message>
    <message>
        <source>Recording needs the client's consent first.</source>
        <translation>Para grabar hace falta antes el consentimiento del cliente.</translation>
    </message>
    <message>
        <source>Confirm the consent, or write the note without a recording.</source>
        <translation>Confirme el consentimiento o escriba la nota sin grabación.</translation>
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
        <translation>transcripción</translation>
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
        <translation>nota</translation>
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
        <translation>Sus palabras</translation>
    </message>
    <message>
        <source>Where this comes from: {who}</source>
        <translation>De dónde viene esto: {who}</translation>
    </message>
</context>
<context>
    <name>EvidenceChips</name>
    <message>
        <source>Fewer</source>
        <translation>Menos</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>{n} más</translation>
    </message>
    <message>
        <source>Show fewer places</source>
        <translation>Mostrar menos lugares</translation>
    </message>
    <message>
        <source>Show {n} more places where this comes from</source>
        <translation>Mostrar {n} lugares más de los que procede</translation>
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
        <translation>Esta nota no está firmada. Lo que se exporta lo dice.</translation>
    </message>
    <message>
        <source>This note is not signed, and some of its sentences are not decided on. What is exported says so, and they keep their marks.</source>
        <translation>Esta nota no está firmada y algunas frases no están decididas. Lo que se exporta lo dice, y conservan sus marcas.</translation>
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
        <translation>Texto (*.txt)</translation>
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
        <translation>nota</translation>
    </message>
    <message>
        <source>Export the note</source>
        <translation>Exportar la nota</translation>
    </message>
    <message>
        <source>Exported. The file is outside the vault and not encrypted.</source>
        <translation>Exportado. El archivo está fuera de la caja fuerte y no está cifrado.</translation>
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
        <translation>Buscar en transcripción y nota</translation>
    </message>
    <message>
        <source>The one before (Shift+F3)</source>
        <translation>El anterior (Mayús+F3)</translation>
    </message>
    <message>
        <source>The next one (F3)</source>
        <translation>El siguiente (F3)</translation>
    </message>
    <message>
        <source>Close (Escape)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Find in transcript and note</source>
        <translation>Buscar en transcripción y nota</translation>
    </message>
    <message>
        <source>Next one found</source>
        <translation>Siguiente encontrado</translation>
    </message>
    <message>
        <source>The one found before</source>
        <translation>Encontrado anterior</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>No se encontró nada</translation>
    </message>
    <message>
        <source>what you wrote</source>
        <translation>lo que usted escribió</translation>
    </message>
    <message>
        <source>transcript</source>
        <translation>transcripción</translation>
    </message>
    <message>
        <source>note</source>
        <translation>nota</translation>
    </message>
    <message>
        <source>{n} of {count} · {where}</source>
        <translation>{n} de {count} · {where}</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>{count} encontrados</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>The key file no longer says where the audit trail ended.</source>
        <translation>El archivo de claves ya no indica dónde terminaba el registro.</translation>
    </message>
    <message>
        <source>The audit trail does not go on from entry {n}, which the key file remembers: an older database was put back, or entries were removed.</source>
        <translation>El registro no continúa desde la entrada {n}, que recuerda el archivo de claves: se repuso una base de datos anterior o se quitaron entradas.</translation>
    </message>
    <message>
        <source>The figures could not be read: they are a number and twelve characters.</source>
        <translation>No se pudieron leer las cifras: son un número y doce caracteres.</translation>
    </message>
    <message>
        <source>The audit trail does not go on from entry {n} as it was printed: this vault is older than the printed page, or its past was changed.</source>
        <translation>El registro no continúa desde la entrada {n} tal como se imprimió: esta caja fuerte es anterior a la página impresa, o su pasado fue modificado.</translation>
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
        <translation>Faltan las entradas {first} a {last} del registro.</translation>
    </message>
    <message>
        <source>Entry {n} of the audit trail does not follow the one before it.</source>
        <translation>La entrada {n} del registro no sigue a la anterior.</translation>
    </message>
    <message>
        <source>Entry {n} of the audit trail was changed.</source>
        <translation>La entrada {n} del registro fue modificada.</translation>
    </message>
    <message>
        <source>The audit trail of the earlier vault does not end where it did when it was brought in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audit trail of the earlier vault is missing.</source>
        <translation>Falta el registro de la caja fuerte anterior.</translation>
    </message>
    <message>
        <source>Earlier vault: {problem}</source>
        <translation>Caja fuerte anterior: {problem}</translation>
    </message>
    <message>
        <source>The audit trail of an earlier vault is empty.</source>
        <translation>El registro de una caja fuerte anterior está vacío.</translation>
    </message>
    <message>
        <source>The audit trails of two earlier vaults do not belong together.</source>
        <translation>Los registros de dos cajas fuertes anteriores no corresponden entre sí.</translation>
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
        <translation>No se pudo leer el final impreso del registro: es un número y doce caracteres.</translation>
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
        <translation>Todo se queda en este ordenador.</translation>
    </message>
    <message>
        <source>Put a vault back from a backup…</source>
        <translation>Recuperar una caja fuerte de una copia de seguridad…</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Atrás</translation>
    </message>
    <message>
        <source>Do the rest &amp;later</source>
        <translation>El resto más &amp;tarde</translation>
    </message>
    <message>
        <source>Finish and see &amp;how it works</source>
        <translation>Terminar y ver &amp;cómo funciona</translation>
    </message>
    <message>
        <source>The demo session: three minutes of two made-up voices, written down and drafted in front of you</source>
        <translation>La sesión de demostración: tres minutos de dos voces artificiales, transcritos y redactados ante usted</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Siguiente</translation>
    </message>
    <message>
        <source>Step {n} of {all}</source>
        <translation>Paso {n} de {all}</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Terminar</translation>
    </message>
    <message>
        <source>The rest is under Settings and Models.</source>
        <translation>El resto está en Ajustes y en Modelos.</translation>
    </message>
    <message>
        <source>Making the vault, the locked place for everything that Sotto stores…</source>
        <translation>Creando la caja fuerte, el lugar cerrado para todo lo que Sotto guarda…</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Your first session starts here</source>
        <translation>Aquí empieza su primera sesión</translation>
    </message>
    <message>
        <source>Everything stays on this computer: the sound, the words and the note.</source>
        <translation>Todo se queda en este ordenador: el sonido, las palabras y la nota.</translation>
    </message>
    <message>
        <source>1. Record</source>
        <translation>1. Grabar</translation>
    </message>
    <message>
        <source>Put the microphone on the table, or import a sound file. Without a recording you write, tick off or dictate afterwards what happened.</source>
        <translation>Ponga el micrófono en la mesa o importe un archivo de sonido. Sin grabación, escriba, marque o dicte después lo que ocurrió.</translation>
    </message>
    <message>
        <source>2. Read the draft</source>
        <translation>2. Leer el borrador</translation>
    </message>
    <message>
        <source>When you press Stop, the draft of the note is nearly there. Each sentence shows the moments of the session that it comes from; what was not found is marked.</source>
        <translation>Cuando pulsa Detener, el borrador de la nota está casi listo. Cada frase muestra los momentos de la sesión de los que procede; lo que no se encontró está señalado.</translation>
    </message>
    <message>
        <source>3. Decide and sign</source>
        <translation>3. Decidir y firmar</translation>
    </message>
    <message>
        <source>Keep, change or leave out each sentence. Your signature locks the note; the recording goes when you say so.</source>
        <translation>Conserve, cambie o suprima cada frase. Su firma cierra la nota; la grabación desaparece cuando usted lo diga.</translation>
    </message>
    <message>
        <source>See it with the demo session</source>
        <translation>Verlo con la sesión de demostración</translation>
    </message>
    <message>
        <source>Two made-up voices, four minutes</source>
        <translation>Dos voces artificiales, cuatro minutos</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Nueva sesión</translation>
    </message>
    <message>
        <source>New session (Ctrl+N)</source>
        <translation>Nueva sesión (Ctrl+N)</translation>
    </message>
</context>
<context>
    <name>FolderQuestion</name>
    <message>
        <source>Another folder would be better</source>
        <translation>Sería mejor otra carpeta</translation>
    </message>
    <message>
        <source>&amp;Choose another folder…</source>
        <translation>&amp;Elegir otra carpeta…</translation>
    </message>
    <message>
        <source>Use it &amp;here all the same</source>
        <translation>Usarla &amp;aquí de todos modos</translation>
    </message>
    <message>
        <source>Choose a folder on this computer</source>
        <translation>Elija una carpeta de este ordenador</translation>
    </message>
    <message>
        <source>Copying the vault and comparing every part of it…</source>
        <translation>Copiando la caja fuerte y comparando cada parte…</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
</context>
<context>
    <name>FormatChoice</name>
    <message>
        <source>Note format</source>
        <translation>Formato de nota</translation>
    </message>
    <message>
        <source>Fields of a modality</source>
        <translation>Campos de una modalidad</translation>
    </message>
    <message>
        <source>Adds the fields of a modality to the format</source>
        <translation>Añade al formato los campos de una modalidad</translation>
    </message>
    <message>
        <source>No modality</source>
        <translation>Ninguna modalidad</translation>
    </message>
</context>
<context>
    <name>FormatDialog</name>
    <message>
        <source>Note format</source>
        <translation>Formato de nota</translation>
    </message>
</context>
<context>
    <name>FormatStep</name>
    <message>
        <source>Choose your note format</source>
        <translation>Elija su formato de nota</translation>
    </message>
    <message>
        <source>This is the usual one. Each session can have another.</source>
        <translation>Este es el habitual. Cada sesión puede tener otro.</translation>
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
        <translation>Las sesiones nuevas empiezan con</translation>
    </message>
    <message>
        <source>Look at every format on the demo session, and write formats of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note formats…</source>
        <translation>Formatos de nota…</translation>
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
        <translation>Fuera de la grabación</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Marcar este momento</translation>
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
        <translation>Objetivo {n}</translation>
    </message>
    <message>
        <source>What you and your client work towards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Alcanzado</translation>
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
        <translation>Desde {date}</translation>
    </message>
    <message>
        <source>reached {date}</source>
        <translation>alcanzado {date}</translation>
    </message>
</context>
<context>
    <name>GoalsCard</name>
    <message>
        <source>Goals</source>
        <translation>Objetivos</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Cambiar…</translation>
    </message>
    <message>
        <source>Goals of the client (Ctrl+G)</source>
        <translation>Objetivos del cliente (Ctrl+G)</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>y {n} más</translation>
    </message>
    <message>
        <source>{n} reached</source>
        <translation>{n} alcanzados</translation>
    </message>
    <message>
        <source>No goals are set.</source>
        <translation>No hay objetivos fijados.</translation>
    </message>
</context>
<context>
    <name>GoalsDialog</name>
    <message>
        <source>Goals</source>
        <translation>Objetivos</translation>
    </message>
    <message>
        <source>What you and {who} work towards. A note that touches none of it gets a nudge; the draft can be given the goals as context. They are kept in the vault with this client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Conservar</translation>
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
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>Buscar en la ayuda</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Temas</translation>
    </message>
    <message>
        <source>No page of the help has these words.</source>
        <translation>Ninguna página de la ayuda tiene esas palabras.</translation>
    </message>
    <message>
        <source>&amp;Back to where you were</source>
        <translation>&amp;Volver a donde estaba</translation>
    </message>
    <message>
        <source>Back to where you were (Alt+B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Todas las teclas</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>Volver a donde estaba</translation>
    </message>
    <message>
        <source>{n} pages have these words</source>
        <translation>{n} páginas tienen esas palabras</translation>
    </message>
</context>
<context>
    <name>HelpPages</name>
    <message>
        <source>To begin with</source>
        <translation>Para empezar</translation>
    </message>
    <message>
        <source>A session</source>
        <translation>Una sesión</translation>
    </message>
    <message>
        <source>The note</source>
        <translation>La nota</translation>
    </message>
    <message>
        <source>Your records</source>
        <translation>Sus registros</translation>
    </message>
    <message>
        <source>Sotto itself</source>
        <translation>Sotto</translation>
    </message>
</context>
<context>
    <name>HelpText</name>
    <message>
        <source>Help text</source>
        <translation>Texto de ayuda</translation>
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
        <translation>Abrir con el llavero de este ordenador</translation>
    </message>
    <message>
        <source>Whoever can use this computer's account while you are logged in can then open the vault without the passphrase. The passphrase and the recovery code go on working.</source>
        <translation>Quien pueda usar la cuenta de este ordenador mientras usted tiene la sesión abierta podrá abrir la caja fuerte sin la frase de paso. La frase de paso y el código de recuperación siguen valiendo.</translation>
    </message>
    <message>
        <source>&amp;Turn it on</source>
        <translation>&amp;Activarlo</translation>
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
        <translation>Idioma</translation>
    </message>
    <message>
        <source>This is the language of the window. A note is written in the language of its format.</source>
        <translation>Este es el idioma de la ventana. Una nota se escribe en el idioma de su formato.</translation>
    </message>
    <message>
        <source>The language changes when Sotto is locked, or started the next time.</source>
        <translation>El idioma cambia cuando Sotto se bloquea o se inicia la próxima vez.</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Bloquear ahora</translation>
    </message>
</context>
<context>
    <name>LanguageField</name>
    <message>
        <source>Language of the window</source>
        <translation>Idioma de la ventana</translation>
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
        <translation>Usarlos de todos modos</translation>
    </message>
    <message>
        <source>Memory is short: {free} are free, and the chosen models need {need}.</source>
        <translation>La memoria es escasa: hay {free} libres y los modelos elegidos necesitan {need}.</translation>
    </message>
    <message>
        <source>Sentences are checked without {wanted}.</source>
        <translation>Las frases se comprueban sin {wanted}.</translation>
    </message>
    <message>
        <source>{used} writes down the words in place of {wanted}.</source>
        <translation>{used} escribe las palabras en lugar de {wanted}.</translation>
    </message>
    <message>
        <source>{used} drafts the note in place of {wanted}.</source>
        <translation>{used} redacta la nota en lugar de {wanted}.</translation>
    </message>
    <message>
        <source>The draft is made of quotations, without {wanted}.</source>
        <translation>El borrador se hace con citas, sin {wanted}.</translation>
    </message>
    <message>
        <source>{used} begins once words and speakers are done, so the draft takes longer.</source>
        <translation>{used} empieza cuando las palabras y los hablantes están listos, así que el borrador tarda más.</translation>
    </message>
    <message>
        <source>Even so it may not suffice: the recording is safe, words and draft may come late.</source>
        <translation>Aun así puede no bastar: la grabación está segura, las palabras y el borrador pueden llegar tarde.</translation>
    </message>
    <message>
        <source>Closing other programs helps.</source>
        <translation>Cerrar otros programas ayuda.</translation>
    </message>
    <message>
        <source>The disk has room for about {n} minutes of recording.</source>
        <translation>En el disco hay sitio para unos {n} minutos de grabación.</translation>
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
        <translation>Mostrar las &amp;palabras</translation>
    </message>
    <message>
        <source>The last words</source>
        <translation>Las últimas palabras</translation>
    </message>
    <message>
        <source>The words may be shown again after a lock; that you hid them could not be stored.</source>
        <translation>Las palabras pueden verse otra vez tras un bloqueo; no se pudo guardar que usted las ocultó.</translation>
    </message>
    <message>
        <source>Hide the &amp;words</source>
        <translation>Ocultar las &amp;palabras</translation>
    </message>
    <message>
        <source>Esc hides them at once</source>
        <translation>Esc las oculta al instante</translation>
    </message>
    <message>
        <source>The words are written down after Stop; nothing is lost.</source>
        <translation>Las palabras se escriben después de detener; no se pierde nada.</translation>
    </message>
    <message>
        <source>The words have caught up.</source>
        <translation>Las palabras están al día.</translation>
    </message>
    <message>
        <source>The words are {n} seconds behind; nothing is lost.</source>
        <translation>Las palabras van {n} segundos por detrás; no se pierde nada.</translation>
    </message>
    <message>
        <source>The words are {n} minutes behind; nothing is lost.</source>
        <translation>Las palabras van {n} minutos por detrás; no se pierde nada.</translation>
    </message>
    <message>
        <source>A part of Sotto was ended for want of memory and started again; nothing is lost.</source>
        <translation>Una parte de Sotto se terminó por falta de memoria y se inició de nuevo; no se pierde nada.</translation>
    </message>
    <message>
        <source>A part of Sotto was started again; nothing is lost.</source>
        <translation>Una parte de Sotto se inició de nuevo; no se pierde nada.</translation>
    </message>
    <message>
        <source>The words cannot be shown just now. They are stored as they come.</source>
        <translation>Las palabras no se pueden mostrar ahora. Se guardan según llegan.</translation>
    </message>
    <message>
        <source>The words come at each pause.</source>
        <translation>Las palabras llegan en cada pausa.</translation>
    </message>
    <message>
        <source>Speaker {n}</source>
        <translation>Hablante {n}</translation>
    </message>
</context>
<context>
    <name>LookCard</name>
    <message>
        <source>Look</source>
        <translation>Mirar</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Claro u oscuro</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Alto</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Contraste</translation>
    </message>
    <message>
        <source>Use the system's accent colour</source>
        <translation>Usar el color de acento del sistema</translation>
    </message>
    <message>
        <source>Where the system has one; made lighter or darker until it can be read well</source>
        <translation>Donde el sistema tiene uno; aclarado u oscurecido hasta que se lea bien</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>What this speaker said…</source>
        <translation>Lo que dijo este hablante…</translation>
    </message>
    <message>
        <source>…was said by</source>
        <translation>…lo dijo</translation>
    </message>
</context>
<context>
    <name>Meter</name>
    <message>
        <source>Microphone level</source>
        <translation>Nivel del micrófono</translation>
    </message>
    <message>
        <source>{percent} percent</source>
        <translation>{percent} por ciento</translation>
    </message>
</context>
<context>
    <name>MicrophoneChoice</name>
    <message>
        <source>Microphone</source>
        <translation>Micrófono</translation>
    </message>
    <message>
        <source>Look a&amp;gain</source>
        <translation>Buscar de &amp;nuevo</translation>
    </message>
    <message>
        <source>Say something: the bar should move.</source>
        <translation>Diga algo: la barra debe moverse.</translation>
    </message>
    <message>
        <source>No microphone was found. Connect one, then choose 'Look again'. You can also go on without.</source>
        <translation>No se encontró micrófono. Conecte uno y elija «Buscar de nuevo». También puede seguir sin él.</translation>
    </message>
</context>
<context>
    <name>MicrophoneStep</name>
    <message>
        <source>Choose a microphone</source>
        <translation>Elija un micrófono</translation>
    </message>
    <message>
        <source>Place it where both of you are heard well: on the table between you, not beside the keyboard.</source>
        <translation>Colóquelo donde se les oiga bien a los dos: en la mesa entre ustedes, no junto al teclado.</translation>
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
        <translation>&amp;Conservar</translation>
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
        <translation>En uso</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Instalado</translation>
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
        <translation>Continuar</translation>
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
        <translation>En pausa</translation>
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
        <translation>Modelos</translation>
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
        <translation>Mirando qué hay…</translation>
    </message>
</context>
<context>
    <name>ModelsStep</name>
    <message>
        <source>What listens and writes</source>
        <translation>Lo que escucha y escribe</translation>
    </message>
    <message>
        <source>The parts that write down the words and draft the note are called models. They run on this computer. Getting them is the only time that Sotto uses a network, and a stick does as well. You can go on meanwhile, or do it later.</source>
        <translation>Las partes que escriben las palabras y redactan la nota se llaman modelos. Funcionan en este ordenador. Solo para obtenerlos usa Sotto una red, y una memoria USB también sirve. Puede continuar mientras tanto o hacerlo más tarde.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Descargar</translation>
    </message>
    <message>
        <source>From a &amp;stick…</source>
        <translation>De una &amp;memoria USB…</translation>
    </message>
    <message>
        <source>From a &amp;pack file…</source>
        <translation>De un archivo de &amp;paquete…</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Ninguno todavía</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Instalado</translation>
    </message>
    <message>
        <source>Until there is a speech model, Sotto can record, and cannot write down the words.</source>
        <translation>Mientras no haya un modelo de voz, Sotto puede grabar, pero no escribir las palabras.</translation>
    </message>
    <message>
        <source>Demo models: they know only the demo session. Install speech models to use your own recordings.</source>
        <translation>Modelos de demostración: solo conocen la sesión de demostración. Instale modelos de voz para sus propias grabaciones.</translation>
    </message>
    <message>
        <source>Looking what is there…</source>
        <translation>Mirando qué hay…</translation>
    </message>
    <message>
        <source>&amp;Download ({size})</source>
        <translation>&amp;Descargar ({size})</translation>
    </message>
</context>
<context>
    <name>ModelsStrip</name>
    <message>
        <source>No speech model is installed yet: Sotto can record, and cannot write down the words.</source>
        <translation>Todavía no hay un modelo de voz instalado: Sotto puede grabar, pero no escribir las palabras.</translation>
    </message>
    <message>
        <source>Demo models: they know only the demo session.</source>
        <translation>Modelos de demostración: solo conocen la sesión de demostración.</translation>
    </message>
    <message>
        <source>Get models</source>
        <translation>Obtener modelos</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clientes</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacidad</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Go to…</source>
        <translation>Ir a…</translation>
    </message>
    <message>
        <source>Do something or go somewhere by its name (Ctrl+K)</source>
        <translation>Hacer algo o ir a un sitio por su nombre (Ctrl+K)</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Bloquear</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>Bloquear (Ctrl+L)</translation>
    </message>
</context>
<context>
    <name>NetworkStrip</name>
    <message>
        <source>Sotto is using the network, to install models. Nothing of a session is sent.</source>
        <translation>Sotto usa la red para instalar modelos. No se envía nada de ninguna sesión.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
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
        <translation>&amp;Siguiente</translation>
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
        <translation>Nueva sesión</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Grabar</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importar…</translation>
    </message>
    <message>
        <source>&amp;Write…</source>
        <translation>&amp;Escribir…</translation>
    </message>
    <message>
        <source>Record now</source>
        <translation>Grabar ahora</translation>
    </message>
    <message>
        <source>Import a sound file</source>
        <translation>Importar un archivo de sonido</translation>
    </message>
    <message>
        <source>WAV, FLAC, MP3, M4A or OGG</source>
        <translation>WAV, FLAC, MP3, M4A u OGG</translation>
    </message>
    <message>
        <source>Without a recording</source>
        <translation>Sin grabación</translation>
    </message>
    <message>
        <source>Write, tick off or dictate what happened</source>
        <translation>Escribir, marcar o dictar lo que ocurrió</translation>
    </message>
    <message>
        <source>Cancel the new session</source>
        <translation>Cancelar la nueva sesión</translation>
    </message>
    <message>
        <source>No microphone found: see Settings</source>
        <translation>No se encontró micrófono: vea Ajustes</translation>
    </message>
    <message>
        <source>You wrote some words earlier, for no client yet. Choose the client, then Write: they are there.</source>
        <translation>Antes escribió algo sin cliente todavía. Elija el cliente y después Escribir: ahí está.</translation>
    </message>
    <message>
        <source>What you had chosen is here again. Please confirm the client's consent anew.</source>
        <translation>Lo que había elegido está aquí de nuevo. Confirme otra vez el consentimiento.</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Empezar de nuevo</translation>
    </message>
    <message>
        <source>First choose the client.</source>
        <translation>Elija primero el cliente.</translation>
    </message>
    <message>
        <source>First choose the client and confirm the consent.</source>
        <translation>Elija primero el cliente y confirme el consentimiento.</translation>
    </message>
    <message>
        <source>{words} (Ctrl+Enter)</source>
        <translation>{words} (Ctrl+Intro)</translation>
    </message>
    <message>
        <source>Sound files</source>
        <translation>Archivos de sonido</translation>
    </message>
    <message>
        <source>Record all the same</source>
        <translation>Grabar de todos modos</translation>
    </message>
</context>
<context>
    <name>NoteEnd</name>
    <message>
        <source>The session was too long for the note model to hold. Of {parts} it had only short quotations: look there for what the draft may lack.</source>
        <translation>La sesión era demasiado larga para el modelo de notas. De {parts} solo tuvo citas breves: mire allí lo que pueda faltar en el borrador.</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Firmada</translation>
    </message>
    <message>
        <source>Addendum</source>
        <translation>Adenda</translation>
    </message>
    <message>
        <source>{n} left as drafted</source>
        <translation>{n} dejadas como se redactaron</translation>
    </message>
    <message>
        <source>{n} edited</source>
        <translation>{n} editadas</translation>
    </message>
    <message>
        <source>{n} replaced by a quotation</source>
        <translation>{n} sustituidas por una cita</translation>
    </message>
    <message>
        <source>{n} deleted</source>
        <translation>{n} borradas</translation>
    </message>
    <message>
        <source>{n} written by you</source>
        <translation>{n} escritas por usted</translation>
    </message>
    <message>
        <source>Of {n} drafted sentences: {parts}.</source>
        <translation>De {n} frases redactadas: {parts}.</translation>
    </message>
    <message>
        <source>You changed {n}% of the words.</source>
        <translation>Usted cambió el {n} % de las palabras.</translation>
    </message>
    <message>
        <source>{n} kept</source>
        <translation>{n} conservadas</translation>
    </message>
    <message>
        <source>{n} replaced</source>
        <translation>{n} sustituidas</translation>
    </message>
    <message>
        <source>Decisions on marked sentences: {parts}.</source>
        <translation>Decisiones sobre frases señaladas: {parts}.</translation>
    </message>
    <message>
        <source>from the end of the session to the signature {time}</source>
        <translation>del final de la sesión a la firma {time}</translation>
    </message>
    <message>
        <source>in review {time}</source>
        <translation>en revisión {time}</translation>
    </message>
    <message>
        <source>Time: {parts}.</source>
        <translation>Tiempo: {parts}.</translation>
    </message>
    <message>
        <source>These figures are for you and stay on this computer.</source>
        <translation>Estas cifras son para usted y se quedan en este ordenador.</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} días</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
</context>
<context>
    <name>NoteKeeper</name>
    <message>
        <source>What you changed in the note since it was last saved is not stored yet.</source>
        <translation>Lo que cambió en la nota desde la última vez todavía no está guardado.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Sin guardar</translation>
    </message>
    <message>
        <source>Nothing in the session comes near this sentence.</source>
        <translation>Nada en la sesión se acerca a esta frase.</translation>
    </message>
</context>
<context>
    <name>NoteSheet</name>
    <message>
        <source>Nothing in what you wrote.</source>
        <translation>Nada en lo que usted escribió.</translation>
    </message>
</context>
<context>
    <name>NoteView</name>
    <message>
        <source>Being written…</source>
        <translation>Escribiéndose…</translation>
    </message>
    <message>
        <source>Write this section again</source>
        <translation>Escribir de nuevo esta sección</translation>
    </message>
    <message>
        <source>Sentence removed.</source>
        <translation>Frase quitada.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Deshecho.</translation>
    </message>
    <message>
        <source>The quotation stands in the sentence’s place.</source>
        <translation>La cita está en lugar de la frase.</translation>
    </message>
    <message>
        <source>The section is written again.</source>
        <translation>La sección está escrita de nuevo.</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>A draft is ready to review.</source>
        <translation>Hay un borrador listo para revisar.</translation>
    </message>
    <message>
        <source>A transcript is ready.</source>
        <translation>Hay una transcripción lista.</translation>
    </message>
    <message>
        <source>Work on a session has stopped. Nothing is lost.</source>
        <translation>El trabajo en una sesión se ha detenido. No se ha perdido nada.</translation>
    </message>
    <message>
        <source>The recording needs a look. It goes on.</source>
        <translation>La grabación necesita una mirada. Continúa.</translation>
    </message>
    <message>
        <source>Nothing is being recorded any more. What was said before is stored.</source>
        <translation>Ya no se graba nada. Lo que se dijo antes está guardado.</translation>
    </message>
    <message>
        <source>Open Sotto</source>
        <translation>Abrir Sotto</translation>
    </message>
</context>
<context>
    <name>NudgeCard</name>
    <message>
        <source>Not for this note</source>
        <translation>No para esta nota</translation>
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
        <translation>Mostrar</translation>
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
        <translation>Añadir una frase</translation>
    </message>
    <message>
        <source>Quote it</source>
        <translation>Citarlo</translation>
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
        <translation>Sugerencias</translation>
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
        <translation>Sugerencias</translation>
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
        <translation>Intentar de nuevo</translation>
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
        <translation>Lo que se encontró</translation>
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
        <translation>Solo se leyeron los primeros {length} del archivo.</translation>
    </message>
    <message>
        <source>&amp;Read the file again…</source>
        <translation>&amp;Leer otra vez el archivo…</translation>
    </message>
    <message>
        <source>{length} are recorded. You can go on recording; the time between is marked as a gap.</source>
        <translation>Hay {length} grabados. Puede seguir grabando; el tiempo intermedio se señala como un hueco.</translation>
    </message>
    <message>
        <source>&amp;Go on recording</source>
        <translation>&amp;Seguir grabando</translation>
    </message>
    <message>
        <source>This recording was interrupted</source>
        <translation>Esta grabación se interrumpió</translation>
    </message>
    <message>
        <source>&amp;Work with what is there</source>
        <translation>&amp;Trabajar con lo que hay</translation>
    </message>
    <message>
        <source>&amp;Discard…</source>
        <translation>&amp;Descartar…</translation>
    </message>
    <message>
        <source>Read the file again</source>
        <translation>Leer otra vez el archivo</translation>
    </message>
    <message>
        <source>Sound files</source>
        <translation>Archivos de sonido</translation>
    </message>
</context>
<context>
    <name>OwnPart</name>
    <message>
        <source>Yours alone: Sotto writes nothing here.</source>
        <translation>Solo suyo: aquí Sotto no escribe nada.</translation>
    </message>
    <message>
        <source>What was said of this</source>
        <translation>Lo que se dijo de esto</translation>
    </message>
    <message>
        <source>Quote it</source>
        <translation>Citarlo</translation>
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
        <translation>Qué hay que hacer</translation>
    </message>
    <message>
        <source>Type what is to be done, or where to go</source>
        <translation>Escriba qué hay que hacer o adónde ir</translation>
    </message>
    <message>
        <source>What is to be done, or where to go</source>
        <translation>Qué hacer o adónde ir</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>Lo que se puede hacer</translation>
    </message>
    <message>
        <source>Nothing here is called that.</source>
        <translation>Aquí no hay nada con ese nombre.</translation>
    </message>
    <message>
        <source>{up} {down} choose · Enter does it · Esc closes</source>
        <translation>{up} {down} elegir · Intro lo hace · Esc cierra</translation>
    </message>
    <message>
        <source>{n} fit</source>
        <translation>{n} coinciden</translation>
    </message>
</context>
<context>
    <name>PartDialog</name>
    <message>
        <source>Words of this turn</source>
        <translation>Palabras de esta intervención</translation>
    </message>
    <message>
        <source>Who goes on</source>
        <translation>Quién continúa</translation>
    </message>
    <message>
        <source>Choose a place between two words.</source>
        <translation>Elija un lugar entre dos palabras.</translation>
    </message>
    <message>
        <source>Goes to somebody else: “{words}”</source>
        <translation>Pasa a otra persona: «{words}»</translation>
    </message>
</context>
<context>
    <name>PassphraseChoice</name>
    <message>
        <source>Passphrase</source>
        <translation>Frase de paso</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Otra vez</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>La misma frase de paso otra vez</translation>
    </message>
    <message>
        <source>Both are the same.</source>
        <translation>Las dos son iguales.</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>Las dos todavía no son iguales.</translation>
    </message>
    <message>
        <source>Weak: easy to guess. Four or five unrelated words are better.</source>
        <translation>Débil: fácil de adivinar. Cuatro o cinco palabras sin relación son mejores.</translation>
    </message>
    <message>
        <source>Fair. One more word makes it strong.</source>
        <translation>Aceptable. Una palabra más la hace fuerte.</translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation>Fuerte.</translation>
    </message>
    <message>
        <source>At least 12 characters. Four or five unrelated words are easy to remember.</source>
        <translation>Al menos 12 caracteres. Cuatro o cinco palabras sin relación se recuerdan bien.</translation>
    </message>
    <message>
        <source>{n} more characters.</source>
        <translation>{n} caracteres más.</translation>
    </message>
</context>
<context>
    <name>PassphraseStep</name>
    <message>
        <source>Choose a passphrase</source>
        <translation>Elija una frase de paso</translation>
    </message>
    <message>
        <source>Several words that only you know. They lock everything that Sotto stores, and nobody can reset them for you. The next step gives you a recovery code in case you forget them.</source>
        <translation>Varias palabras que solo usted conoce. Cierran todo lo que Sotto guarda y nadie puede restablecerlas por usted. El paso siguiente le da un código de recuperación por si las olvida.</translation>
    </message>
</context>
<context>
    <name>PeopleField</name>
    <message>
        <source>People in the room, you included</source>
        <translation>Personas en la sala, usted incluido</translation>
    </message>
    <message>
        <source>You included</source>
        <translation>Usted incluido</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>No se sabe</translation>
    </message>
    <message>
        <source>I do not know how many people will be in the room</source>
        <translation>No sé cuántas personas habrá en la sala</translation>
    </message>
    <message>
        <source>Sotto then finds out from the voices; a known number makes fewer mistakes</source>
        <translation>Sotto lo averigua entonces por las voces; con un número conocido hay menos errores</translation>
    </message>
</context>
<context>
    <name>PeriodChoice</name>
    <message>
        <source>Any time</source>
        <translation>Cualquier momento</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Últimos 7 días</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Últimos 30 días</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>Últimos 12 meses</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>De … a …</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>From this day on</source>
        <translation>Desde este día</translation>
    </message>
    <message>
        <source>Up to and with this day</source>
        <translation>Hasta este día incluido</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>to</source>
        <translation>a</translation>
    </message>
</context>
<context>
    <name>PlannedCard</name>
    <message>
        <source>Planned</source>
        <translation>Planeado</translation>
    </message>
    <message>
        <source>Open the note</source>
        <translation>Abrir la nota</translation>
    </message>
    <message>
        <source>Nothing is planned in a note yet.</source>
        <translation>Todavía no hay nada planeado en una nota.</translation>
    </message>
    <message>
        <source>From the signed note of {day}</source>
        <translation>De la nota firmada de {day}</translation>
    </message>
    <message>
        <source>From the draft of {day}</source>
        <translation>Del borrador de {day}</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>y {n} más</translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Player</source>
        <translation>Reproductor</translation>
    </message>
    <message>
        <source>Play from here (Ctrl+Space)</source>
        <translation>Reproducir desde aquí (Ctrl+Espacio)</translation>
    </message>
    <message>
        <source>−3 s</source>
        <translation>−3 s</translation>
    </message>
    <message>
        <source>Back 3 seconds (Ctrl+Shift+Space)</source>
        <translation>3 segundos atrás (Ctrl+Mayús+Espacio)</translation>
    </message>
    <message>
        <source>Back 3 seconds</source>
        <translation>3 segundos atrás</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Seguir</translation>
    </message>
    <message>
        <source>Show the words that are heard again</source>
        <translation>Mostrar de nuevo las palabras que se oyen</translation>
    </message>
    <message>
        <source>The doubtful place before (Shift+F7)</source>
        <translation>El lugar dudoso anterior (Mayús+F7)</translation>
    </message>
    <message>
        <source>The next doubtful place (F7)</source>
        <translation>El siguiente lugar dudoso (F7)</translation>
    </message>
    <message>
        <source>Stop (Ctrl+Space)</source>
        <translation>Detener (Ctrl+Espacio)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>Reproducir desde aquí</translation>
    </message>
    <message>
        <source>Speed: {speed}</source>
        <translation>Velocidad: {speed}</translation>
    </message>
    <message>
        <source>Speed (Ctrl+Shift+Up, Ctrl+Shift+Down); the pitch stays</source>
        <translation>Velocidad (Ctrl+Mayús+Arriba, Ctrl+Mayús+Abajo); el tono se mantiene</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n} de {count}</translation>
    </message>
    <message>
        <source>{n} of {count} in doubt</source>
        <translation>{n} de {count} dudosos</translation>
    </message>
    <message>
        <source>{count} in doubt</source>
        <translation>{count} dudosos</translation>
    </message>
</context>
<context>
    <name>Playing</name>
    <message>
        <source>Stop the sound</source>
        <translation>Detener el sonido</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>Reproducir desde aquí</translation>
    </message>
    <message>
        <source>Back 3 seconds</source>
        <translation>3 segundos atrás</translation>
    </message>
    <message>
        <source>Play faster</source>
        <translation>Reproducir más rápido</translation>
    </message>
    <message>
        <source>Play slower</source>
        <translation>Reproducir más despacio</translation>
    </message>
    <message>
        <source>Speed {speed}</source>
        <translation>Velocidad {speed}</translation>
    </message>
</context>
<context>
    <name>Point</name>
    <message>
        <source>A few words (optional)</source>
        <translation>Unas palabras (opcional)</translation>
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
        <translation>Privacidad</translation>
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
        <translation>Registro de acciones</translation>
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
        <translation>Última entrada: {head}</translation>
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
        <translation>No está en marcha</translation>
    </message>
    <message>
        <source>Network shut</source>
        <translation>Red cerrada</translation>
    </message>
    <message>
        <source>Network open</source>
        <translation>Red abierta</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>Sin red</translation>
    </message>
    <message>
        <source>Network not shut</source>
        <translation>Red no cerrada</translation>
    </message>
    <message>
        <source>Vault out of sight</source>
        <translation>Caja fuerte fuera de la vista</translation>
    </message>
    <message>
        <source>Can see the vault</source>
        <translation>Puede ver la caja fuerte</translation>
    </message>
    <message>
        <source>Of the vault, sees only recordings</source>
        <translation>De la caja fuerte solo ve grabaciones</translation>
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
        <translation>Comprobar de nuevo</translation>
    </message>
    <message>
        <source>Keep as my own observation</source>
        <translation>Conservar como observación propia</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Replace by the quotation</source>
        <translation>Sustituir por la cita</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Borrar</translation>
    </message>
</context>
<context>
    <name>ProfileStep</name>
    <message>
        <source>Your name</source>
        <translation>Su nombre</translation>
    </message>
    <message>
        <source>It stands under the notes that you sign, and is stored in the vault only.</source>
        <translation>Figura al pie de las notas que usted firma y se guarda solo en la caja fuerte.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Titulación</translation>
    </message>
    <message>
        <source>Your credentials</source>
        <translation>Su titulación</translation>
    </message>
    <message>
        <source>For example LCSW or PhD, and a licence number if you use one</source>
        <translation>Por ejemplo, psicóloga clínica, y un número de colegiación si lo usa</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Export the note</source>
        <translation>Exportar la nota</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportar…</translation>
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
        <translation>Copia de seguridad</translation>
    </message>
    <message>
        <source>No backup was made yet.</source>
        <translation>Todavía no se hizo ninguna copia.</translation>
    </message>
    <message>
        <source>Last backup {when}.</source>
        <translation>Última copia {when}.</translation>
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
        <translation>Caja fuerte</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Grabaciones</translation>
    </message>
    <message>
        <source>While a session is recorded</source>
        <translation>Mientras se graba una sesión</translation>
    </message>
    <message>
        <source>Words that you use</source>
        <translation>Palabras que usted usa</translation>
    </message>
    <message>
        <source>Nudges</source>
        <translation>Sugerencias</translation>
    </message>
    <message>
        <source>Your voice</source>
        <translation>Su voz</translation>
    </message>
    <message>
        <source>How notes are written</source>
        <translation>Cómo se escriben las notas</translation>
    </message>
    <message>
        <source>Your way of writing</source>
        <translation>Su forma de escribir</translation>
    </message>
    <message>
        <source>Note formats</source>
        <translation>Formatos de nota</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>Mostrar lo escrito</translation>
    </message>
    <message>
        <source>Put a vault back from a backup</source>
        <translation>Recuperar una caja fuerte de una copia de seguridad</translation>
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
        <translation>Dividir esta intervención</translation>
    </message>
    <message>
        <source>Put the cursor where somebody else begins to speak, or select the words that somebody else said.</source>
        <translation>Ponga el cursor donde otra persona empieza a hablar, o seleccione las palabras que dijo otra persona.</translation>
    </message>
    <message>
        <source>&amp;Split</source>
        <translation>&amp;Dividir</translation>
    </message>
    <message>
        <source>From here to…</source>
        <translation>Desde aquí hasta…</translation>
    </message>
    <message>
        <source>All turns from {time} on, up to the one that you choose, are given to one speaker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>&amp;Cambiar</translation>
    </message>
    <message>
        <source>Merge speakers</source>
        <translation>Unir hablantes</translation>
    </message>
    <message>
        <source>For one person who was taken for two. It can be undone.</source>
        <translation>Para una persona que se tomó por dos. Se puede deshacer.</translation>
    </message>
    <message>
        <source>&amp;Merge</source>
        <translation>&amp;Unir</translation>
    </message>
    <message>
        <source>Sign the note</source>
        <translation>Firmar la nota</translation>
    </message>
    <message>
        <source>A signed note is locked. Later changes are added as dated addenda.</source>
        <translation>Una nota firmada queda cerrada. Los cambios posteriores se añaden como adendas con fecha.</translation>
    </message>
    <message>
        <source>&amp;Sign</source>
        <translation>&amp;Firmar</translation>
    </message>
    <message>
        <source>Add an addendum</source>
        <translation>Añadir una adenda</translation>
    </message>
    <message>
        <source>It is added with today’s date and your name. The signed note stays as it is.</source>
        <translation>Se añade con la fecha de hoy y su nombre. La nota firmada queda como está.</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Añadir</translation>
    </message>
    <message>
        <source>Draft again</source>
        <translation>Redactar de nuevo</translation>
    </message>
    <message>
        <source>Draft the note</source>
        <translation>Redactar la nota</translation>
    </message>
    <message>
        <source>A new draft takes the place of the note as it is now, your changes included. The note as it is now stays in the vault as an older version; the menu with the three dots shows it.</source>
        <translation>Un borrador nuevo ocupa el lugar de la nota actual, incluidos sus cambios. La nota actual queda en la caja fuerte como versión anterior; el menú de los tres puntos la muestra.</translation>
    </message>
    <message>
        <source>&amp;Draft</source>
        <translation>&amp;Redactar</translation>
    </message>
    <message>
        <source>Who is who</source>
        <translation>Quién es quién</translation>
    </message>
    <message>
        <source>A name is optional and stays in the vault.</source>
        <translation>El nombre es opcional y se queda en la caja fuerte.</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Guardar</translation>
    </message>
    <message>
        <source>Next sentence to decide</source>
        <translation>Siguiente frase por decidir</translation>
    </message>
    <message>
        <source>Sentence to decide before</source>
        <translation>Frase por decidir anterior</translation>
    </message>
    <message>
        <source>Export the note as PDF</source>
        <translation>Exportar la nota como PDF</translation>
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
        <translation>Versiones, destruir y borrar</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>The next sentence to decide (F8; Shift+F8 for the one before)</source>
        <translation>La siguiente frase por decidir (F8; Mayús+F8 para la anterior)</translation>
    </message>
    <message>
        <source>No draft yet</source>
        <translation>Sin borrador todavía</translation>
    </message>
    <message>
        <source>Sotto can draft the note from the transcript. Correct the transcript first if you like.</source>
        <translation>Sotto puede redactar la nota a partir de la transcripción. Corrija antes la transcripción si quiere.</translation>
    </message>
    <message>
        <source>{n} to decide</source>
        <translation>{n} por decidir</translation>
    </message>
    <message>
        <source>1 sentence to decide</source>
        <translation>1 frase por decidir</translation>
    </message>
    <message>
        <source>{n} sentences to decide</source>
        <translation>{n} frases por decidir</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>Guardado {time}</translation>
    </message>
    <message>
        <source>Versions of the note</source>
        <translation>Versiones de la nota</translation>
    </message>
    <message>
        <source>Every change of the note was kept. The newest is the note as it stands.</source>
        <translation>Se conservó cada cambio de la nota. La más nueva es la nota como está.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
</context>
<context>
    <name>RangeDialog</name>
    <message>
        <source>Up to and with</source>
        <translation>Hasta e incluido</translation>
    </message>
    <message>
        <source>Who spoke</source>
        <translation>Quién habló</translation>
    </message>
</context>
<context>
    <name>Readiness</name>
    <message>
        <source>1 sentence to decide</source>
        <translation>1 frase por decidir</translation>
    </message>
    <message>
        <source>{n} sentences to decide</source>
        <translation>{n} frases por decidir</translation>
    </message>
    <message>
        <source>Go to the next one (F8)</source>
        <translation>Ir a la siguiente (F8)</translation>
    </message>
    <message>
        <source>{section} is empty</source>
        <translation>{section} está vacía</translation>
    </message>
    <message>
        <source>{n} sections are empty</source>
        <translation>{n} secciones están vacías</translation>
    </message>
    <message>
        <source>Go to the section</source>
        <translation>Ir a la sección</translation>
    </message>
    <message>
        <source>Times are missing</source>
        <translation>Faltan las horas</translation>
    </message>
    <message>
        <source>Write when the session began and ended</source>
        <translation>Escriba cuándo empezó y terminó la sesión</translation>
    </message>
    <message>
        <source>1 nudge</source>
        <translation>1 sugerencia</translation>
    </message>
    <message>
        <source>{n} nudges</source>
        <translation>{n} sugerencias</translation>
    </message>
    <message>
        <source>What a colleague might ask about this note (F9)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name is missing</source>
        <translation>Falta su nombre</translation>
    </message>
    <message>
        <source>Add it in the settings</source>
        <translation>Añádalo en los ajustes</translation>
    </message>
</context>
<context>
    <name>RecordingBar</name>
    <message>
        <source>The recording</source>
        <translation>La grabación</translation>
    </message>
</context>
<context>
    <name>RecordingPage</name>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>Todo se queda en este ordenador.</translation>
    </message>
    <message>
        <source>S&amp;mall strip</source>
        <translation>&amp;Tira pequeña</translation>
    </message>
    <message>
        <source>Sotto steps aside; time, level and buttons stay in front of other programs (Alt+M)</source>
        <translation>Sotto se aparta; el tiempo, el nivel y los botones quedan delante de otros programas (Alt+M)</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Bloquear</translation>
    </message>
    <message>
        <source>Lock; the recording goes on (Ctrl+L)</source>
        <translation>Bloquear; la grabación continúa (Ctrl+L)</translation>
    </message>
    <message>
        <source>Nothing is captured until you go on (Alt+P)</source>
        <translation>No se capta nada hasta que continúe</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausa</translation>
    </message>
    <message>
        <source>&amp;Off the record</source>
        <translation>&amp;Fuera de la grabación</translation>
    </message>
    <message>
        <source>Nothing is captured; the note shows that there was a gap (Alt+O)</source>
        <translation>No se capta nada; la nota muestra que hubo un hueco</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Marcar este momento</translation>
    </message>
    <message>
        <source>To find it again in the transcript (Ctrl+M)</source>
        <translation>Para encontrarlo en la transcripción (Ctrl+M)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Detener</translation>
    </message>
    <message>
        <source>Stores the last words and makes the draft (Alt+S)</source>
        <translation>Guarda las últimas palabras y hace el borrador</translation>
    </message>
    <message>
        <source>Recorded: {time}</source>
        <translation>Grabado: {time}</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Continuar</translation>
    </message>
    <message>
        <source>The recording was ended from outside Sotto. Everything until then is stored. Press Stop to work with it.</source>
        <translation>La grabación se terminó desde fuera de Sotto. Todo hasta entonces está guardado. Pulse Detener para trabajar con ello.</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>Grabar de nuevo</translation>
    </message>
    <message>
        <source>The recording ended early. Everything until about a second before is stored.</source>
        <translation>La grabación terminó antes de tiempo. Todo hasta un segundo antes está guardado.</translation>
    </message>
    <message>
        <source>Storing the last words</source>
        <translation>Guardando las últimas palabras</translation>
    </message>
</context>
<context>
    <name>RecordingWords</name>
    <message>
        <source>Waiting for the microphone</source>
        <translation>Esperando al micrófono</translation>
    </message>
    <message>
        <source>Nothing is being recorded any more</source>
        <translation>Ya no se graba nada</translation>
    </message>
    <message>
        <source>No sound from the microphone</source>
        <translation>Sin sonido del micrófono</translation>
    </message>
    <message>
        <source>The microphone gives only silence</source>
        <translation>El micrófono solo da silencio</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>El disco está lleno</translation>
    </message>
    <message>
        <source>The disk is nearly full</source>
        <translation>El disco está casi lleno</translation>
    </message>
    <message>
        <source>{device}, since {time} of the recording</source>
        <translation>{device}, desde {time} de la grabación</translation>
    </message>
    <message>
        <source>This computer may go to sleep by itself. Touch it now and then.</source>
        <translation>Este ordenador puede dormirse solo. Tóquelo de vez en cuando.</translation>
    </message>
    <message>
        <source>1 moment marked</source>
        <translation>1 momento marcado</translation>
    </message>
    <message>
        <source>{n} moments marked</source>
        <translation>{n} momentos marcados</translation>
    </message>
    <message>
        <source>Nothing is being recorded any more. What was said before is stored.</source>
        <translation>Ya no se graba nada. Lo que se dijo antes está guardado.</translation>
    </message>
    <message>
        <source>Press Record again, or Stop to work with what is there.</source>
        <translation>Pulse Grabar de nuevo, o Detener para trabajar con lo que hay.</translation>
    </message>
    <message>
        <source>Connect one, then press Record again, or Stop to work with what is there.</source>
        <translation>Conecte uno y pulse Grabar de nuevo, o Detener para trabajar con lo que hay.</translation>
    </message>
</context>
<context>
    <name>RecoveryStep</name>
    <message>
        <source>Your recovery kit</source>
        <translation>Su hoja de recuperación</translation>
    </message>
    <message>
        <source>This code opens what Sotto stores if the passphrase is forgotten. Print it, or write it down, and keep it where you keep things that matter, not on this computer.</source>
        <translation>Este código abre lo que Sotto guarda si se olvida la frase de paso. Imprímalo o anótelo, y guárdelo donde guarda lo importante, no en este ordenador.</translation>
    </message>
    <message>
        <source>&amp;Save as PDF…</source>
        <translation>Guardar como &amp;PDF…</translation>
    </message>
    <message>
        <source>I have s&amp;tored it somewhere safe</source>
        <translation>Lo he &amp;guardado en un lugar seguro</translation>
    </message>
    <message>
        <source>I have stored it somewhere safe</source>
        <translation>Lo he guardado en un lugar seguro</translation>
    </message>
    <message>
        <source>Recovery code: {code}</source>
        <translation>Código de recuperación: {code}</translation>
    </message>
    <message>
        <source>Save the recovery kit</source>
        <translation>Guardar la hoja de recuperación</translation>
    </message>
    <message>
        <source>Sotto recovery kit.pdf</source>
        <translation>Hoja de recuperación de Sotto.pdf</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Saved. Print it, then delete the file.</source>
        <translation>Guardado. Imprímalo y después borre el archivo.</translation>
    </message>
</context>
<context>
    <name>Remaining</name>
    <message>
        <source>Less than a minute for this step</source>
        <translation>Menos de un minuto para este paso</translation>
    </message>
    <message>
        <source>About {n} min for this step</source>
        <translation>Unos {n} min para este paso</translation>
    </message>
    <message>
        <source>Less than a minute left</source>
        <translation>Queda menos de un minuto</translation>
    </message>
    <message>
        <source>About {n} min left</source>
        <translation>Quedan unos {n} min</translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename the client</source>
        <translation>Renombrar al cliente</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Conservar</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Name (optional; stored in the vault only)</source>
        <translation>Nombre (opcional; se guarda solo en la caja fuerte)</translation>
    </message>
    <message>
        <source>Signed notes and files that were exported keep what they say.</source>
        <translation>Las notas firmadas y los archivos exportados conservan lo que dicen.</translation>
    </message>
    <message>
        <source>You typed this before Sotto locked. It is not stored yet.</source>
        <translation>Escribió esto antes de que Sotto se bloqueara. Aún no está guardado.</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Backup</source>
        <translation>Copia de seguridad</translation>
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
        <translation>Alguien</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>Dicho</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Addendum</source>
        <translation>Adenda</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Escrito</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clientes</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Lo que se encontró</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words of a session, a note, or a client’s code or name</source>
        <translation>Palabras de una sesión, de una nota, o código o nombre del cliente</translation>
    </message>
    <message>
        <source>Search everything (Ctrl+Shift+F)</source>
        <translation>Buscar en todo (Ctrl+Mayús+F)</translation>
    </message>
    <message>
        <source>Who spoke</source>
        <translation>Quién habló</translation>
    </message>
    <message>
        <source>Anybody’s words</source>
        <translation>Palabras de todos</translation>
    </message>
    <message>
        <source>Client’s words</source>
        <translation>Palabras del cliente</translation>
    </message>
    <message>
        <source>Therapist’s words</source>
        <translation>Palabras del terapeuta</translation>
    </message>
    <message>
        <source>Signed or not</source>
        <translation>Firmadas o no</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Firmada</translation>
    </message>
    <message>
        <source>Not signed</source>
        <translation>Sin firmar</translation>
    </message>
    <message>
        <source>No limits</source>
        <translation>Sin límites</translation>
    </message>
    <message>
        <source>Take these choices back</source>
        <translation>Quitar estas elecciones</translation>
    </message>
    <message>
        <source>Type a few words: what was said, what stands in a note, or a client’s code or name. The beginning of a word is enough. Words in quotation marks stand together. What you type here is not kept.</source>
        <translation>Escriba unas palabras: lo que se dijo, lo que está en una nota, o el código o nombre de un cliente. Basta el principio de una palabra. Las palabras entre comillas van juntas. Lo que escribe aquí no se conserva.</translation>
    </message>
    <message>
        <source>Search without limits</source>
        <translation>Buscar sin límites</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>No se encontró nada</translation>
    </message>
    <message>
        <source>Try fewer words, or another form of them. A word that was misheard stands in the transcript as it was heard.</source>
        <translation>Pruebe con menos palabras u otra forma. Una palabra mal oída está en la transcripción como se oyó.</translation>
    </message>
    <message>
        <source>Search for something else</source>
        <translation>Buscar otra cosa</translation>
    </message>
    <message>
        <source>More than {places} places. More words, or a choice above, leave fewer.</source>
        <translation>Más de {places} lugares. Más palabras o una elección arriba dejan menos.</translation>
    </message>
    <message>
        <source>One place</source>
        <translation>Un lugar</translation>
    </message>
    <message>
        <source>{places} places in one session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{places} places, {sessions} sessions</source>
        <translation>{places} lugares, {sessions} sesiones</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Close in meaning</source>
        <translation>Cerca en significado</translation>
    </message>
    <message>
        <source>Sotto is still reading {n} sessions in; what stands in them is not found yet.</source>
        <translation>Sotto aún está leyendo {n} sesiones; lo que hay en ellas todavía no se encuentra.</translation>
    </message>
    <message>
        <source>Sotto is still reading one session in; what stands in it is not found yet.</source>
        <translation>Sotto aún está leyendo una sesión; lo que hay en ella todavía no se encuentra.</translation>
    </message>
</context>
<context>
    <name>SectionCard</name>
    <message>
        <source>Write this section again</source>
        <translation>Escribir de nuevo esta sección</translation>
    </message>
    <message>
        <source>Nothing here yet.</source>
        <translation>Aquí no hay nada todavía.</translation>
    </message>
    <message>
        <source>Add a sentence</source>
        <translation>Añadir una frase</translation>
    </message>
</context>
<context>
    <name>SentenceRow</name>
    <message>
        <source>Remove this sentence</source>
        <translation>Quitar esta frase</translation>
    </message>
    <message>
        <source>Keep as my own observation</source>
        <translation>Conservar como observación propia</translation>
    </message>
    <message>
        <source>Keep, marked as it is</source>
        <translation>Conservar, señalada como está</translation>
    </message>
    <message>
        <source>From the plan, not said today</source>
        <translation>Del plan, no dicho hoy</translation>
    </message>
    <message>
        <source>From the last note, not said today</source>
        <translation>De la última nota, no dicho hoy</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>Sin comprobar todavía</translation>
    </message>
    <message>
        <source>Not found in the session. It stays, in your own words.</source>
        <translation>No encontrado en la sesión. Se queda, con sus palabras.</translation>
    </message>
    <message>
        <source>Not found in the session</source>
        <translation>No encontrado en la sesión</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Comprobando…</translation>
    </message>
    <message>
        <source>From the plan</source>
        <translation>Del plan</translation>
    </message>
    <message>
        <source>From the last note</source>
        <translation>De la última nota</translation>
    </message>
    <message>
        <source>My own observation</source>
        <translation>Observación propia</translation>
    </message>
    <message>
        <source>Nearest in the session</source>
        <translation>Lo más cercano en la sesión</translation>
    </message>
</context>
<context>
    <name>SentenceText</name>
    <message>
        <source>Sentence</source>
        <translation>Frase</translation>
    </message>
</context>
<context>
    <name>SessionRows</name>
    <message>
        <source>signed {date}</source>
        <translation>firmada {date}</translation>
    </message>
    <message>
        <source>Goal set: {goal}</source>
        <translation>Objetivo fijado: {goal}</translation>
    </message>
    <message>
        <source>Goal reached: {goal}</source>
        <translation>Objetivo alcanzado: {goal}</translation>
    </message>
    <message>
        <source>Waits until the work before it is done</source>
        <translation>Espera a que acabe el trabajo anterior</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>Empezando</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Mirar</translation>
    </message>
    <message>
        <source>{n} recordings are destroyed within 7 days, the first {day}</source>
        <translation>{n} grabaciones se destruyen en los próximos 7 días, la primera {day}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>{n} more notes to review, the oldest since {day}</source>
        <translation>{n} notas más por revisar, la más antigua desde {day}</translation>
    </message>
    <message>
        <source>{n} more notes to sign, the oldest since {day}</source>
        <translation>{n} notas más por firmar, la más antigua desde {day}</translation>
    </message>
    <message>
        <source>{n} more transcripts without a note, the oldest since {day}</source>
        <translation>{n} transcripciones más sin nota, la más antigua desde {day}</translation>
    </message>
    <message>
        <source>{n} more recordings without a transcript, the oldest since {day}</source>
        <translation>{n} grabaciones más sin transcripción, la más antigua desde {day}</translation>
    </message>
    <message>
        <source>{n} more texts without a draft, the oldest since {day}</source>
        <translation>{n} textos más sin borrador, el más antiguo desde {day}</translation>
    </message>
    <message>
        <source>{n} more, the oldest since {day}</source>
        <translation>{n} más, la más antigua desde {day}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hoy</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>ayer</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>mañana</translation>
    </message>
    <message>
        <source>Recording since {time}</source>
        <translation>Grabando desde las {time}</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Ir allí</translation>
    </message>
    <message>
        <source>Interrupted {day}, {length} are recorded</source>
        <translation>Interrumpida {day}, hay {length} grabados</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Decidir…</translation>
    </message>
    <message>
        <source>Unsigned since {day}</source>
        <translation>Sin firmar desde {day}</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisar</translation>
    </message>
    <message>
        <source>1 sentence to decide</source>
        <translation>1 frase por decidir</translation>
    </message>
    <message>
        <source>{n} sentences to decide</source>
        <translation>{n} frases por decidir</translation>
    </message>
    <message>
        <source>Ready to sign · Unsigned since {day}</source>
        <translation>Lista para firmar · Sin firmar desde {day}</translation>
    </message>
    <message>
        <source>Sign…</source>
        <translation>Firmar…</translation>
    </message>
    <message>
        <source>Transcript without a note, from {day}</source>
        <translation>Transcripción sin nota, de {day}</translation>
    </message>
    <message>
        <source>Draft the note</source>
        <translation>Redactar la nota</translation>
    </message>
    <message>
        <source>Recorded {day}, nothing written down yet</source>
        <translation>Grabada {day}, todavía sin escribir</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>Escribirla</translation>
    </message>
    <message>
        <source>You began to write {day}, there is no draft yet</source>
        <translation>Empezó a escribir {day}, todavía no hay borrador</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>The recording from {began} is destroyed {day}</source>
        <translation>La grabación del {began} se destruye {day}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Changes are kept at once.</source>
        <translation>Los cambios se guardan al momento.</translation>
    </message>
    <message>
        <source>Locking</source>
        <translation>Bloqueo</translation>
    </message>
    <message>
        <source>Lock after</source>
        <translation>Bloquear tras</translation>
    </message>
    <message>
        <source>Minutes without use until Sotto locks</source>
        <translation>Minutos sin uso hasta que Sotto se bloquea</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>without use</source>
        <translation>sin uso</translation>
    </message>
    <message>
        <source>Hide Sotto in screenshots</source>
        <translation>Ocultar Sotto en las capturas</translation>
    </message>
    <message>
        <source>Keep Sotto off screenshots and shared screens</source>
        <translation>Dejar a Sotto fuera de capturas y pantallas compartidas</translation>
    </message>
    <message>
        <source>And on shared screens, where the system can; Privacy says whether it does</source>
        <translation>Y en las pantallas compartidas, donde el sistema puede; Privacidad dice si lo hace</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Titulación</translation>
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
        <translation>Sin grabación</translation>
    </message>
    <message>
        <source>Draft the note</source>
        <translation>Redactar la nota</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clientes</translation>
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
        <translation>Nueva sesión</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Bloquear</translation>
    </message>
    <message>
        <source>Help for this page</source>
        <translation>Ayuda de esta página</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Todas las teclas</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacidad</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
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
        <translation>Marcar este momento</translation>
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
        <translation>Buscar en transcripción y nota</translation>
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
        <translation>Elegir</translation>
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
        <translation>Transcripción</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Lo que se muestra</translation>
    </message>
</context>
<context>
    <name>SignDialog</name>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Titulación</translation>
    </message>
    <message>
        <source>What the signature means</source>
        <translation>Lo que significa la firma</translation>
    </message>
    <message>
        <source>I have reviewed this note and it is my record of the session.</source>
        <translation>He revisado esta nota y es mi registro de la sesión.</translation>
    </message>
    <message>
        <source>1 sentence</source>
        <translation>1 frase</translation>
    </message>
    <message>
        <source>{n} sentences</source>
        <translation>{n} frases</translation>
    </message>
    <message>
        <source>1 of them is your own observation: the session does not hold it.</source>
        <translation>1 de ellas es una observación propia: la sesión no la contiene.</translation>
    </message>
    <message>
        <source>{n} of them are your own observations: the session does not hold them.</source>
        <translation>{n} de ellas son observaciones propias: la sesión no las contiene.</translation>
    </message>
    <message>
        <source>1 sentence needs your decision.</source>
        <translation>1 frase necesita su decisión.</translation>
    </message>
    <message>
        <source>{n} sentences need your decision.</source>
        <translation>{n} frases necesitan su decisión.</translation>
    </message>
    <message>
        <source>For each: keep it as your own observation, edit it, replace it by the quotation, or delete it.</source>
        <translation>Para cada una: consérvela como observación propia, edítela, sustitúyala por la cita o bórrela.</translation>
    </message>
    <message>
        <source>Looking at the note once more…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Mostrar</translation>
    </message>
</context>
<context>
    <name>SpeakersDialog</name>
    <message>
        <source>Role of {who}</source>
        <translation>Papel de {who}</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Otro</translation>
    </message>
    <message>
        <source>Name of {who}</source>
        <translation>Nombre de {who}</translation>
    </message>
    <message>
        <source>Name (optional)</source>
        <translation>Nombre (opcional)</translation>
    </message>
    <message>
        <source>You had typed this when Sotto locked. It is not saved yet.</source>
        <translation>Lo había escrito cuando Sotto se bloqueó. Todavía no está guardado.</translation>
    </message>
</context>
<context>
    <name>SpokenStates</name>
    <message>
        <source>Moment marked.</source>
        <translation>Momento marcado.</translation>
    </message>
    <message>
        <source>The recording has stopped. It is stored.</source>
        <translation>La grabación se ha detenido. Está guardada.</translation>
    </message>
</context>
<context>
    <name>StageRow</name>
    <message>
        <source>Done</source>
        <translation>Hecho</translation>
    </message>
</context>
<context>
    <name>StoreFirst</name>
    <message>
        <source>Lock all the same?</source>
        <translation>¿Bloquear de todos modos?</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>&amp;Bloquear</translation>
    </message>
    <message>
        <source>Close all the same?</source>
        <translation>¿Cerrar de todos modos?</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>The last words are not stored yet.</source>
        <translation>Las últimas palabras todavía no están guardadas.</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Put the strip away; the recording goes on</source>
        <translation>Quitar la tira; la grabación continúa</translation>
    </message>
</context>
<context>
    <name>StripRow</name>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Marcar este momento</translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation>Detener…</translation>
    </message>
    <message>
        <source>Back to the recording</source>
        <translation>Volver a la grabación</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>Detener ahora</translation>
    </message>
    <message>
        <source>Stores the last words and makes the draft</source>
        <translation>Guarda las últimas palabras y hace el borrador</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Keep recording</source>
        <translation>Seguir grabando</translation>
    </message>
    <message>
        <source>Recorded: {time}</source>
        <translation>Grabado: {time}</translation>
    </message>
    <message>
        <source>The recording is stored. Unlock Sotto to go on.</source>
        <translation>La grabación está guardada. Desbloquee Sotto para continuar.</translation>
    </message>
    <message>
        <source>The recording goes on. Sotto is locked.</source>
        <translation>La grabación continúa. Sotto está bloqueado.</translation>
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
        <translation>&amp;Cancelar</translation>
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
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Note formats</source>
        <translation>Formatos de nota</translation>
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
        <translation>Campos de una modalidad</translation>
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
        <translation>Ninguna modalidad</translation>
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
        <translation>&amp;Conservar</translation>
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
        <translation>Línea de tiempo de la sesión</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>Marcado</translation>
    </message>
    <message>
        <source>Words about safety: “{words}”</source>
        <translation>Palabras sobre seguridad: «{words}»</translation>
    </message>
    <message>
        <source>{place}. Arrow keys move, up and down go to marks and words about safety, Enter plays.</source>
        <translation>{place}. Las flechas mueven, arriba y abajo van a marcas y palabras sobre seguridad, Intro reproduce.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>{words} (F6 goes here)</source>
        <translation>{words} (F6 va aquí)</translation>
    </message>
    <message>
        <source>Take this away (Esc)</source>
        <translation>Quitar esto (Esc)</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Versions and deleting, for the session that is chosen</source>
        <translation>Versiones y borrado, para la sesión elegida</translation>
    </message>
    <message>
        <source>&amp;New session</source>
        <translation>&amp;Nueva sesión</translation>
    </message>
    <message>
        <source>New session (Ctrl+N)</source>
        <translation>Nueva sesión (Ctrl+N)</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>What waits for you, and the sessions by day</source>
        <translation>Lo que le espera, y las sesiones por días</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Nueva sesión</translation>
    </message>
    <message>
        <source>See the demo session</source>
        <translation>Ver la sesión de demostración</translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation>Le espera</translation>
    </message>
</context>
<context>
    <name>Told</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>The vault was not as Sotto had left it. {what}</source>
        <translation>La caja fuerte no estaba como Sotto la había dejado. {what}</translation>
    </message>
    <message>
        <source>This computer says that today is {now}; Sotto was last open on {seen}. No recording is destroyed by its days until you have put the date right, or say that it is.</source>
        <translation>Este ordenador dice que hoy es {now}; Sotto se abrió por última vez el {seen}. Ninguna grabación se destruye por sus días hasta que corrija la fecha o diga que es correcta.</translation>
    </message>
    <message>
        <source>The date is right</source>
        <translation>La fecha es correcta</translation>
    </message>
    <message>
        <source>The new recovery code that was on the screen when Sotto locked opens nothing: destroy what was written down or printed of it. The recovery kit that you had before is the one in force. A new one can be made in the settings.</source>
        <translation>El nuevo código de recuperación que estaba en pantalla cuando Sotto se bloqueó no abre nada: destruya lo que se haya anotado o impreso de él. Vale la hoja de recuperación que tenía antes. Puede hacer una nueva en los ajustes.</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Entendido</translation>
    </message>
    <message>
        <source>The recording of {start} was cut off before anything was stored.</source>
        <translation>La grabación de las {start} se cortó antes de que se guardara nada.</translation>
    </message>
    <message>
        <source>The recording of {start} was interrupted at {end}; everything until then is here. Open the session to go on.</source>
        <translation>La grabación de las {start} se interrumpió a las {end}; todo hasta entonces está aquí. Abra la sesión para continuar.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Back to the sessions</source>
        <translation>Volver a las sesiones</translation>
    </message>
    <message>
        <source>&amp;Draft again…</source>
        <translation>&amp;Redactar de nuevo…</translation>
    </message>
    <message>
        <source>&amp;Sign…</source>
        <translation>&amp;Firmar…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportar…</translation>
    </message>
    <message>
        <source>Word, text, FHIR, or field by field into another program</source>
        <translation>Word, texto, FHIR o campo por campo a otro programa</translation>
    </message>
    <message>
        <source>Export &amp;PDF…</source>
        <translation>Exportar &amp;PDF…</translation>
    </message>
    <message>
        <source>Add &amp;addendum…</source>
        <translation>Añadir una &amp;adenda…</translation>
    </message>
    <message>
        <source>Versions of the note, destroying and deleting</source>
        <translation>Versiones de la nota, destruir y borrar</translation>
    </message>
    <message>
        <source>Recording destroyed</source>
        <translation>Grabación destruida</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>What was said</source>
        <translation>Lo que se dijo</translation>
    </message>
    <message>
        <source>Here is who said what, and when. Press a turn to hear it. Names and words can be put right.</source>
        <translation>Aquí está quién dijo qué y cuándo. Pulse una intervención para oírla. Los nombres y las palabras se pueden corregir.</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>De dónde viene esto</translation>
    </message>
    <message>
        <source>Each sentence of the draft names the moments that it comes from. Press one to go there.</source>
        <translation>Cada frase del borrador indica los momentos de los que procede. Pulse uno para ir allí.</translation>
    </message>
    <message>
        <source>What needs you</source>
        <translation>Lo que le toca a usted</translation>
    </message>
    <message>
        <source>What was not found in the session is marked. Keep it as your own observation, change it, or remove it. F8 goes to the next one.</source>
        <translation>Lo que no se encontró en la sesión está señalado. Consérvelo como observación propia, cámbielo o quítelo. F8 va al siguiente.</translation>
    </message>
    <message>
        <source>Then you sign</source>
        <translation>Después firma</translation>
    </message>
    <message>
        <source>Every word is yours to change until then; signing locks the note under your name. This session is for trying things out. Delete it when you like.</source>
        <translation>Hasta entonces puede cambiar cada palabra; la firma cierra la nota con su nombre. Esta sesión es para probar. Bórrela cuando quiera.</translation>
    </message>
</context>
<context>
    <name>TourCard</name>
    <message>
        <source>Leave the tour</source>
        <translation>Dejar el recorrido</translation>
    </message>
    <message>
        <source>Leave the tour (Esc)</source>
        <translation>Dejar el recorrido (Esc)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} de {all}</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Empezar</translation>
    </message>
</context>
<context>
    <name>TranscriptModel</name>
    <message>
        <source>Space plays it.</source>
        <translation>Espacio lo reproduce.</translation>
    </message>
    <message>
        <source>Enter writes it down.</source>
        <translation>Intro lo escribe.</translation>
    </message>
    <message>
        <source>Speaker uncertain where the words are underlined with dots</source>
        <translation>Hablante dudoso donde las palabras están subrayadas con puntos</translation>
    </message>
    <message>
        <source>Speaker uncertain</source>
        <translation>Hablante dudoso</translation>
    </message>
    <message>
        <source>Words uncertain where they are underlined with dashes</source>
        <translation>Palabras dudosas donde están subrayadas con guiones</translation>
    </message>
    <message>
        <source>speaker uncertain</source>
        <translation>hablante dudoso</translation>
    </message>
    <message>
        <source>Did they say {word}?</source>
        <translation>¿Dijeron {word}?</translation>
    </message>
    <message>
        <source>Words uncertain</source>
        <translation>Palabras dudosas</translation>
    </message>
    <message>
        <source>Perhaps another word</source>
        <translation>Quizá otra palabra</translation>
    </message>
    <message>
        <source>Unclear sound</source>
        <translation>Sonido poco claro</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Transcript</source>
        <translation>Transcripción</translation>
    </message>
</context>
<context>
    <name>Translation</name>
    <message>
        <source>{language} (machine-made, not reviewed)</source>
        <translation>{language} (traducción automática, sin revisar)</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open Sotto</source>
        <translation>Abrir Sotto</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Marcar este momento</translation>
    </message>
    <message>
        <source>Stop the recording…</source>
        <translation>Detener la grabación…</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Bloquear</translation>
    </message>
    <message>
        <source>Close Sotto</source>
        <translation>Cerrar Sotto</translation>
    </message>
    <message>
        <source>The recording goes on. Sotto is locked.</source>
        <translation>La grabación continúa. Sotto está bloqueado.</translation>
    </message>
    <message>
        <source>Sotto is locked</source>
        <translation>Sotto está bloqueado</translation>
    </message>
    <message>
        <source>Working on a session</source>
        <translation>Trabajando en una sesión</translation>
    </message>
    <message>
        <source>Nothing is being recorded</source>
        <translation>No se graba nada</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
</context>
<context>
    <name>TurnDelegate</name>
    <message>
        <source>Use</source>
        <translation>Usar</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Dejar</translation>
    </message>
    <message>
        <source>being written down…</source>
        <translation>se está escribiendo…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>Escribirla</translation>
    </message>
    <message>
        <source>Words of this turn</source>
        <translation>Palabras de esta intervención</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>Todo se queda en este ordenador.</translation>
    </message>
    <message>
        <source>Sotto is locked</source>
        <translation>Sotto está bloqueado</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Frase de paso</translation>
    </message>
    <message>
        <source>Caps lock is on.</source>
        <translation>El bloqueo de mayúsculas está activado.</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Desbloquear</translation>
    </message>
    <message>
        <source>Open with this computer's &amp;keychain</source>
        <translation>Abrir con el &amp;llavero de este ordenador</translation>
    </message>
    <message>
        <source>Use the &amp;recovery code…</source>
        <translation>Usar el &amp;código de recuperación…</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Código de recuperación</translation>
    </message>
    <message>
        <source>From the printed recovery kit</source>
        <translation>De la hoja de recuperación impresa</translation>
    </message>
    <message>
        <source>Choose a new passphrase. The vault then gets a new recovery code.</source>
        <translation>Elija una nueva frase de paso. La caja fuerte recibe entonces un nuevo código de recuperación.</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Atrás</translation>
    </message>
    <message>
        <source>&amp;Open the vault</source>
        <translation>&amp;Abrir la caja fuerte</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Continuar</translation>
    </message>
    <message>
        <source>Not &amp;now</source>
        <translation>Ahora &amp;no</translation>
    </message>
    <message>
        <source>The recording goes on while Sotto is locked.</source>
        <translation>La grabación continúa mientras Sotto está bloqueado.</translation>
    </message>
    <message>
        <source>A recording was just starting: if the microphone answered, it goes on while Sotto is locked.</source>
        <translation>Estaba empezando una grabación: si el micrófono respondió, continúa mientras Sotto está bloqueado.</translation>
    </message>
    <message>
        <source>The work goes on after unlocking.</source>
        <translation>El trabajo continúa después de desbloquear.</translation>
    </message>
    <message>
        <source>The last words before locking could not be stored. Look at the note after unlocking.</source>
        <translation>Las últimas palabras antes del bloqueo no se pudieron guardar. Revise la nota después de desbloquear.</translation>
    </message>
    <message>
        <source>The vault did not close as it should. Unlock it and check it in the settings.</source>
        <translation>La caja fuerte no se cerró como debía. Desbloquéela y compruébela en los ajustes.</translation>
    </message>
    <message>
        <source>The recording is stopped and stored. Sotto works with it after unlocking.</source>
        <translation>La grabación está detenida y guardada. Sotto trabaja con ella al desbloquear.</translation>
    </message>
    <message>
        <source>A code that you had before stays good until you go on from here.</source>
        <translation>Un código que tenía antes sigue valiendo hasta que continúe desde aquí.</translation>
    </message>
    <message>
        <source>The new code that was on the screen when Sotto locked opens nothing: destroy what was written down or printed of it. This is another one. The code in force before both stays good until you go on from here.</source>
        <translation>El código nuevo que estaba en pantalla cuando Sotto se bloqueó no abre nada: destruya lo que se haya anotado o impreso de él. Este es otro. El código vigente antes de ambos sigue valiendo hasta que continúe desde aquí.</translation>
    </message>
    <message>
        <source>The next try is possible in {n} s.</source>
        <translation>El próximo intento será posible en {n} s.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Abriendo…</translation>
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
        <translation>Adenda</translation>
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
        <translation>La carpeta o memoria USB con los modelos</translation>
    </message>
    <message>
        <source>Model packs (*.sottopack)</source>
        <translation>Paquetes de modelos (*.sottopack)</translation>
    </message>
    <message>
        <source>The pack with the models</source>
        <translation>El paquete con los modelos</translation>
    </message>
    <message>
        <source>Everything that is there is installed already.</source>
        <translation>Todo lo que hay ya está instalado.</translation>
    </message>
    <message>
        <source>Where the pack goes</source>
        <translation>Dónde va el paquete</translation>
    </message>
    <message>
        <source>Sotto models</source>
        <translation>Modelos de Sotto</translation>
    </message>
    <message>
        <source>The work on a session is done: it is ready to be looked at.</source>
        <translation>El trabajo en una sesión ha terminado: ya se puede mirar.</translation>
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
        <translation>De un archivo de &amp;paquete…</translation>
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
        <translation>Cambiar…</translation>
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
        <translation>Tipo de sesión</translation>
    </message>
    <message>
        <source>People in the room</source>
        <translation>Personas en la sala</translation>
    </message>
    <message>
        <source>Note format</source>
        <translation>Formato de nota</translation>
    </message>
</context>
<context>
    <name>WhoForm</name>
    <message>
        <source>Somebody else</source>
        <translation>Otra persona</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Sotto is locked.</source>
        <translation>Sotto está bloqueado.</translation>
    </message>
    <message>
        <source>A recording is running</source>
        <translation>Hay una grabación en marcha</translation>
    </message>
    <message>
        <source>It can go on while the window is closed; open Sotto again to stop it.</source>
        <translation>Puede continuar con la ventana cerrada; abra Sotto de nuevo para detenerla.</translation>
    </message>
    <message>
        <source>&amp;Stop and store</source>
        <translation>&amp;Detener y guardar</translation>
    </message>
    <message>
        <source>&amp;Go on without the window</source>
        <translation>&amp;Seguir sin la ventana</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Written, no draft yet</source>
        <translation>Escrita, sin borrador todavía</translation>
    </message>
    <message>
        <source>Nothing recorded</source>
        <translation>Nada grabado</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Grabando</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrumpida</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Grabada</translation>
    </message>
    <message>
        <source>Transcript ready</source>
        <translation>Transcripción lista</translation>
    </message>
    <message>
        <source>Draft ready</source>
        <translation>Borrador listo</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Firmada</translation>
    </message>
    <message>
        <source>Individual</source>
        <translation>Individual</translation>
    </message>
    <message>
        <source>Couple</source>
        <translation>Pareja</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familia</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Grupo</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Empezando</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Off the record</source>
        <translation>Fuera de la grabación</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Detenida</translation>
    </message>
    <message>
        <source>Not recording</source>
        <translation>Sin grabar</translation>
    </message>
    <message>
        <source>Reading the sound</source>
        <translation>Leyendo el sonido</translation>
    </message>
    <message>
        <source>Writing down the words</source>
        <translation>Escribiendo las palabras</translation>
    </message>
    <message>
        <source>Working out who spoke</source>
        <translation>Averiguando quién habló</translation>
    </message>
    <message>
        <source>Drafting the note</source>
        <translation>Redactando la nota</translation>
    </message>
    <message>
        <source>Checking each sentence against the session</source>
        <translation>Comprobando cada frase con la sesión</translation>
    </message>
    <message>
        <source>Therapist</source>
        <translation>Terapeuta</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Pause, {length}</source>
        <translation>Pausa, {length}</translation>
    </message>
    <message>
        <source>Unclear, {length}</source>
        <translation>Poco claro, {length}</translation>
    </message>
    <message>
        <source>Quiet sound, {length}</source>
        <translation>Sonido débil, {length}</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{day} de {month} de {year}</translation>
    </message>
    <message>
        <source>paused before this</source>
        <translation>en pausa antes de esto</translation>
    </message>
    <message>
        <source>off the record before this</source>
        <translation>fuera de la grabación antes de esto</translation>
    </message>
    <message>
        <source>sound missing before this</source>
        <translation>falta sonido antes de esto</translation>
    </message>
    <message>
        <source>interrupted before this</source>
        <translation>interrumpida antes de esto</translation>
    </message>
    <message>
        <source>no sound from the microphone before this</source>
        <translation>sin sonido del micrófono antes de esto</translation>
    </message>
    <message>
        <source>the computer slept before this</source>
        <translation>el ordenador dormía antes de esto</translation>
    </message>
    <message>
        <source>another microphone from here</source>
        <translation>otro micrófono a partir de aquí</translation>
    </message>
    <message>
        <source>not stored before this, the disk was full</source>
        <translation>no guardado antes de esto, el disco estaba lleno</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>marcado</translation>
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
        <translation>Trabajando en la sesión</translation>
    </message>
    <message>
        <source>Show the &amp;words as they come</source>
        <translation>Mostrar las &amp;palabras según llegan</translation>
    </message>
    <message>
        <source>Show the words as they come</source>
        <translation>Mostrar las palabras según llegan</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Stops the work; what is done so far stays (Alt+C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The words so far</source>
        <translation>Las palabras hasta ahora</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Intentar de nuevo</translation>
    </message>
    <message>
        <source>&amp;Read the file again…</source>
        <translation>&amp;Leer otra vez el archivo…</translation>
    </message>
    <message>
        <source>Go &amp;back to the sessions</source>
        <translation>&amp;Volver a las sesiones</translation>
    </message>
    <message>
        <source>the draft opens when it is ready</source>
        <translation>el borrador se abre cuando está listo</translation>
    </message>
    <message>
        <source>the transcript opens then</source>
        <translation>entonces se abre la transcripción</translation>
    </message>
    <message>
        <source>You can go on with something else; {goal}. While Sotto is locked, the work waits.</source>
        <translation>Puede seguir con otra cosa; {goal}. Mientras Sotto está bloqueado, el trabajo espera.</translation>
    </message>
    <message>
        <source>The session of {time} waits its turn.</source>
        <translation>La sesión de las {time} espera su turno.</translation>
    </message>
    <message>
        <source>A part of Sotto was ended by the system, most likely because memory ran short. It was started again and goes on with the same piece. Nothing was lost.</source>
        <translation>El sistema terminó una parte de Sotto, seguramente por falta de memoria. Se inició de nuevo y sigue con la misma parte. No se perdió nada.</translation>
    </message>
    <message>
        <source>Who spoke could not be worked out, so the transcript is there without it. Nothing was lost.</source>
        <translation>No se pudo averiguar quién habló; la transcripción está sin ello. No se perdió nada.</translation>
    </message>
    <message>
        <source>The note model could not be used, so the draft is made of quotations. Nothing was lost.</source>
        <translation>El modelo de notas no se pudo usar; el borrador se hizo con citas. No se perdió nada.</translation>
    </message>
    <message>
        <source>A part of Sotto stopped unexpectedly. It was started again and goes on with the same piece. Nothing was lost.</source>
        <translation>Una parte de Sotto se detuvo de forma inesperada. Se inició de nuevo y sigue con la misma parte. No se perdió nada.</translation>
    </message>
    <message>
        <source>&amp;Work with what is there</source>
        <translation>&amp;Trabajar con lo que hay</translation>
    </message>
    <message>
        <source>Only the first {time} of the file were read.</source>
        <translation>Solo se leyeron los primeros {time} del archivo.</translation>
    </message>
    <message>
        <source>Read the file again, or work with what is there.</source>
        <translation>Lea otra vez el archivo o trabaje con lo que hay.</translation>
    </message>
    <message>
        <source>Read the file again</source>
        <translation>Leer otra vez el archivo</translation>
    </message>
    <message>
        <source>Sound files</source>
        <translation>Archivos de sonido</translation>
    </message>
</context>
<context>
    <name>WorkspacePage</name>
    <message>
        <source>Transcript</source>
        <translation>Transcripción</translation>
    </message>
    <message>
        <source>Swap speakers: therapist and client the other way round</source>
        <translation>Intercambiar hablantes: terapeuta y cliente al revés</translation>
    </message>
    <message>
        <source>Who is who…</source>
        <translation>Quién es quién…</translation>
    </message>
    <message>
        <source>Write more…</source>
        <translation>Escribir más…</translation>
    </message>
    <message>
        <source>Change what you wrote, then draft again</source>
        <translation>Cambiar lo que escribió y redactar de nuevo</translation>
    </message>
    <message>
        <source>What you wrote about the session</source>
        <translation>Lo que usted escribió sobre la sesión</translation>
    </message>
    <message>
        <source>What you wrote</source>
        <translation>Lo que usted escribió</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
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
        <translation>Normal</translation>
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
        <translation>Volver a las sesiones</translation>
    </message>
    <message>
        <source>Without a recording</source>
        <translation>Sin grabación</translation>
    </message>
    <message>
        <source>&amp;Draft the note</source>
        <translation>&amp;Redactar la nota</translation>
    </message>
    <message>
        <source>Draft the note (Ctrl+Return)</source>
        <translation>Redactar la nota (Ctrl+Intro)</translation>
    </message>
    <message>
        <source>What happened in the session</source>
        <translation>Lo que ocurrió en la sesión</translation>
    </message>
    <message>
        <source>Type or paste: bullets, sentences, headings such as “Plan:”. Sotto drafts from these words alone, and adds nothing.</source>
        <translation>Escriba o pegue: puntos, frases, títulos como «Plan:». Sotto redacta solo con estas palabras y no añade nada.</translation>
    </message>
    <message>
        <source>In any order: what was said and done, how it went, what comes next</source>
        <translation>En cualquier orden: lo que se dijo y se hizo, cómo fue, qué viene después</translation>
    </message>
    <message>
        <source>There is a draft already. Drafting again makes a new one; what stands now stays as a version.</source>
        <translation>Ya hay un borrador. Redactar de nuevo hace otro; lo que hay ahora queda como versión.</translation>
    </message>
    <message>
        <source>{title}: nothing in what you wrote.</source>
        <translation>{title}: nada en lo que usted escribió.</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Guardado</translation>
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
        <translation>&amp;Cancelar</translation>
    </message>
</context>
</TS>
