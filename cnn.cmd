@echo off
rem Pattern Scanner's command line on Windows: cnn, the script for sh, says how and why.
rem One build at a time is left to the user here.
setlocal
set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "TARGET=%ROOT%\target"

set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" --version >nul 2>nul
if errorlevel 1 (
    echo cnn: needs Java 17 or later; set JAVA_HOME to a JDK, or put its java on the PATH. 1>&2
    exit /b 1
)

set "PROFILE="
if "%CNN_PROFILE%"=="cuda" set "PROFILE=-Pcuda"

set "BUILT="
if exist "%TARGET%\cnn.built" set /p BUILT=<"%TARGET%\cnn.built"
if not "%BUILT%"=="profile:%PROFILE%" goto build
if not exist "%TARGET%\pattern-scanner.jar" goto build
if not exist "%TARGET%\classpath" goto build
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
rem In the environment, for a line of cmd has room for 8191 characters only.
for /f "usebackq delims=" %%c in ("%TARGET%\classpath") do set "CLASSPATH=%TARGET%\pattern-scanner.jar;%%c"
"%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED %CNN_JAVA_OPTS% "-Dpatternscanner.home=%ROOT%" org.patternscanner.cli.Cnn %*
exit /b %ERRORLEVEL%
