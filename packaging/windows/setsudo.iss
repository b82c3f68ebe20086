; Inno Setup script; build.py calls:  iscc /DVersion=1.2.3 /DFrozen=…\dist\setsudo setsudo.iss
; Installs for the person alone, without an administrator, unless started as one.
#ifndef Version
  #error "call it through packaging/build.py"
#endif

[Setup]
AppId={{6F0B7C0E-2C6E-4D0B-9C3A-5E7B5B1C8A11}
AppName=Setsudo
AppVersion={#Version}
AppPublisher=Setsudo
DefaultDirName={autopf}\Setsudo
DefaultGroupName=Setsudo
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Frozen}\_internal\LICENSE
UninstallDisplayIcon={app}\setsudo.exe
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "ja"; MessagesFile: "compiler:Languages\Japanese.isl"

[CustomMessages]
en.Associate=Offer Setsudo for DICOM files (.dcm)
ja.Associate=DICOMファイル(.dcm)を開くプログラムの候補に摂動を加える

[Tasks]
Name: "associate"; Description: "{cm:Associate}"
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "{#Frozen}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\Setsudo"; Filename: "{app}\setsudo.exe"
Name: "{autodesktop}\Setsudo"; Filename: "{app}\setsudo.exe"; Tasks: desktopicon

[Registry]
; Setsudo joins the list "Open with"; the person's own choice for .dcm stays.
Root: HKA; Subkey: "Software\Classes\.dcm\OpenWithProgids"; ValueType: string; ValueName: "Setsudo.dcm"; ValueData: ""; Flags: uninsdeletevalue; Tasks: associate
Root: HKA; Subkey: "Software\Classes\Setsudo.dcm"; ValueType: string; ValueData: "DICOM image"; Flags: uninsdeletekey; Tasks: associate
Root: HKA; Subkey: "Software\Classes\Setsudo.dcm\DefaultIcon"; ValueType: string; ValueData: "{app}\setsudo.exe,0"; Tasks: associate
Root: HKA; Subkey: "Software\Classes\Setsudo.dcm\shell\open\command"; ValueType: string; ValueData: """{app}\setsudo.exe"" ""%1"""; Tasks: associate

[Run]
Filename: "{app}\setsudo.exe"; Parameters: "--demo"; Description: "{cm:LaunchProgram,Setsudo}"; Flags: nowait postinstall skipifsilent
