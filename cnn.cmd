@echo off
rem Pattern Scanner's command line in its source on Windows: cnn, the script for sh, says how and why.
rem One build at a time is left to the user here.
setlocal
set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "TARGET=%ROOT%\target"

set "PROFILE="
if "%CNN_PROFILE%"=="cuda" set "PROFILE=-Pcuda"

set "BUILT="
if exist "%TARGET%\cnn.built" set /p BUILT=<"%TARGET%\cnn.built"
if not "%BUILT%"=="profile:%PROFILE%" goto build
if not exist "%TARGET%\pattern-scanner.jar" goto build
if not exist "%TARGET%\lib" goto build
powershell -NoProfile -Command "$b = (Get-Item $env:TARGET\cnn.built).LastWriteTime; $s = 'src\main', 'pom.xml', '.mvn' | %% { Get-Item $env:ROOT\$_; Get-ChildItem -Recurse $env:ROOT\$_ }; if ($s | ? { $_.LastWriteTime -gt $b }) { exit 1 }"
if not errorlevel 1 goto run

:build
echo Building Pattern Scanner (the first time takes a minute or two) ... 1>&2
if not exist "%TARGET%" mkdir "%TARGET%"
>"%TARGET%\cnn.building" echo profile:%PROFILE%
call "%ROOT%\mvnw.cmd" -B -Dstyle.color=never -Dquick -Dmaven.test.skip=true %PROFILE% package >"%TARGET%\build.log" 2>&1
if errorlevel 1 (
    findstr /b /c:"[ERROR] " "%TARGET%\build.log" | findstr /r "\.java:\[ Failed" 1>&2
    echo cnn: the build failed; all of it is in %TARGET%\build.log 1>&2
    exit /b 1
)
move /y "%TARGET%\cnn.building" "%TARGET%\cnn.built" >nul

:run
"%ROOT%\src\dist\bin\cnn.cmd" %*
