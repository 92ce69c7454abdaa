@echo off
rem Starts the efface command. This file was not tested on Windows.
rem   JAVA_HOME         the Java installation (default: the first java.exe on PATH); Java 17 or newer
rem   EFFACE_JAVA_OPTS  options for Java, separated by spaces, such as -Xmx512m
setlocal EnableExtensions DisableDelayedExpansion

if defined JAVA_HOME (
  set "java=%JAVA_HOME%\bin\java.exe"
  set "release=%JAVA_HOME%\release"
) else (
  set "java="
  for %%i in (java.exe) do (
    set "java=%%~$PATH:i"
    set "release=%%~dp$PATH:i..\release"
  )
)
if not defined java (
  echo efface: Java was not found; install Java 17 or newer, or set JAVA_HOME; nothing was sent 1>&2
  exit /b 2
)
if not exist "%java%" (
  echo efface: JAVA_HOME names no Java installation; set it to a Java of version 17 or newer; nothing was sent 1>&2
  exit /b 2
)

rem Java 8 has the version 1.8, so the first number of its version is 1. An unknown version counts as 17.
set "major=17"
if exist "%release%" (
  for /f "usebackq tokens=1,2 delims==." %%a in ("%release%") do (
    if "%%a"=="JAVA_VERSION" set "major=%%b"
  )
)
set "major=%major:"=%"
if %major% LSS 17 (
  echo efface: Java 17 or newer is needed; nothing was sent 1>&2
  exit /b 2
)

rem The output of the command is UTF-8. At the end, the console gets its former code page again.
set "page="
for /f "tokens=2 delims=:." %%p in ('chcp') do set "page=%%p"
chcp 65001 >nul
"%java%" %EFFACE_JAVA_OPTS% -jar "%~dp0..\efface.jar" %*
set "code=%ERRORLEVEL%"
if defined page chcp %page% >nul
endlocal & exit /b %code%
