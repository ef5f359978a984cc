@echo off
rem Starts Loupe on Windows: the runtime of the archive, else JAVA_HOME, else java on PATH.
setlocal
set "LOUPE_LIB=%~dp0..\lib"
set "LOUPE_JAVA=%~dp0..\runtime\bin\java.exe"
if exist "%LOUPE_JAVA%" goto start
set "LOUPE_JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "LOUPE_JAVA=%JAVA_HOME%\bin\java.exe"
"%LOUPE_JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo No Java found. Install Java 21 or newer and put it on PATH, or set JAVA_HOME. 1>&2
  exit /b 2
)
set "LOUPE_RELEASE="
for /f "tokens=3" %%v in ('""%LOUPE_JAVA%" -version" 2^>^&1 ^| findstr /c:" version "') do if not defined LOUPE_RELEASE set "LOUPE_RELEASE=%%~v"
for /f "delims=.-+ tokens=1" %%v in ("%LOUPE_RELEASE%") do set "LOUPE_RELEASE=%%v"
if "%LOUPE_RELEASE%"=="" set "LOUPE_RELEASE=0"
if %LOUPE_RELEASE% LSS 21 (
  echo Java %LOUPE_RELEASE% is too old: Loupe needs Java 21 or newer on PATH or in JAVA_HOME. 1>&2
  exit /b 2
)
:start
set "LOUPE_HEAP=320m"
if "%~1"=="diff" set "LOUPE_HEAP=1g"
if "%~1"=="lint" set "LOUPE_HEAP=1g"
"%LOUPE_JAVA%" -XX:+IgnoreUnrecognizedVMOptions -Xlog:disable -XX:+UseSerialGC -Xmx%LOUPE_HEAP% ^
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %LOUPE_JAVA_OPTS% -jar "%LOUPE_LIB%\loupe.jar" %*
exit /b %ERRORLEVEL%
