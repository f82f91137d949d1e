@echo off
rem Pattern Scanner's command line on Windows; cnn, the script for sh, says how and why.
setlocal
if exist "%~dp0..\..\..\src\dist\bin\cnn.cmd" goto source
for %%i in ("%~dp0..") do set "ROOT=%%~fi"
set "CLASSPATH=%ROOT%\lib\*"
goto java
:source
for %%i in ("%~dp0..\..\..") do set "ROOT=%%~fi"
set "CLASSPATH=%ROOT%\target\pattern-scanner.jar;%ROOT%\target\lib\*"

:java
set "JAVA=java"
if exist "%ROOT%\java\bin\java.exe" set "JAVA=%ROOT%\java\bin\java.exe"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
rem --enable-native-access is unknown to what is older.
"%JAVA%" --enable-native-access=ALL-UNNAMED --version >nul 2>nul
if errorlevel 1 (
    echo cnn: needs Java 17 or later; set JAVA_HOME to a JDK, or put its java on the PATH. 1>&2
    exit /b 1
)
if not "%CNN_PROFILE%"=="cuda" (
    for %%v in (PYTORCH_VERSION PYTORCH_FLAVOR PYTORCH_LIBRARY_PATH PYTORCH_EXTRA_LIBRARY_PATH PYTORCH_LIBRARY_EXCLUSION PYTORCH_PRECXX11 DJL_DEFAULT_ENGINE) do set "%%v="
)
"%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED %CNN_JAVA_OPTS% "-Dpatternscanner.home=%ROOT%" org.patternscanner.cli.Cnn %*
exit /b %ERRORLEVEL%
