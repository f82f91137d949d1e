@echo off
rem Runs the Maven release that .mvn\wrapper\maven-wrapper.properties names: mvnw says how and why.
rem curl and certutil belong to Windows since 10.
setlocal
cd /d "%~dp0"

set "JAR=jar"
if defined JAVA_HOME set "JAR=%JAVA_HOME%\bin\jar"
"%JAR%" --version >nul 2>nul
if errorlevel 1 (
    echo mvnw: needs a JDK of version 17 or later: set JAVA_HOME to one, or put its java on the PATH. 1>&2
    exit /b 1
)

for /f "usebackq tokens=1,2 delims==" %%a in (".mvn\wrapper\maven-wrapper.properties") do (
    if "%%a"=="distributionUrl" set "URL=%%b"
    if "%%a"=="distributionSha512Sum" set "DIGEST=%%b"
)
for %%f in ("%URL%") do set "RELEASE=%%~nf"
set "RELEASE=%RELEASE:-bin=%"
set "VERSION=%RELEASE:apache-maven-=%"
if defined MVNW_REPOURL set "URL=%MVNW_REPOURL%/org/apache/maven/apache-maven/%VERSION%/%RELEASE%-bin.zip"

if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "DISTS=%MAVEN_USER_HOME%\wrapper\dists\%RELEASE%"
set "MAVEN=%DISTS%\%DIGEST:~0,16%"
if exist "%MAVEN%\bin\mvn.cmd" goto run

set "PART=%DISTS%\part.%RANDOM%"
mkdir "%PART%" 2>nul
echo mvnw: downloading Maven %VERSION% from %URL% 1>&2
set "TROUBLE=cannot download Maven %VERSION%"
curl -fsSL --connect-timeout 10 --speed-time 30 --speed-limit 1 -o "%PART%\maven.zip" "%URL%" 2>nul
if errorlevel 1 goto fallback

set "TROUBLE=the download has the wrong SHA-512 digest and was thrown away"
set "ACTUAL="
for /f "skip=1 delims=" %%h in ('certutil -hashfile "%PART%\maven.zip" SHA512') do (
    if not defined ACTUAL set "ACTUAL=%%h"
)
if not defined ACTUAL goto fallback
if /i not "%ACTUAL: =%"=="%DIGEST%" goto fallback

set "TROUBLE=cannot unpack Maven %VERSION%"
pushd "%PART%"
"%JAR%" xf maven.zip >nul 2>nul
popd
if not exist "%MAVEN%\bin\mvn.cmd" move "%PART%\%RELEASE%" "%MAVEN%" >nul 2>nul
if not exist "%MAVEN%\bin\mvn.cmd" goto fallback
rmdir /s /q "%PART%" 2>nul

:run
call "%MAVEN%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%

:fallback
rmdir /s /q "%PART%" 2>nul
where mvn >nul 2>nul
if errorlevel 1 (
    echo mvnw: %TROUBLE%, and there is no mvn on the PATH: install Maven 3.8 or later, or set MVNW_REPOURL. 1>&2
    exit /b 1
)
echo mvnw: %TROUBLE%; using the Maven on the PATH instead. 1>&2
call mvn %*
exit /b %ERRORLEVEL%
