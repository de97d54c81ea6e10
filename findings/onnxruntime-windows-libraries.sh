#!/usr/bin/env bash
# Microsoft.ML.OnnxRuntime 1.31.1 in a project with RuntimeIdentifier linux-x64.
#
# Guess: with a RuntimeIdentifier the output has the native files of that platform alone, as NuGet's runtimes/RID/native is chosen by it.
#
# Behaviour: the package's build props copy onnxruntime.dll and onnxruntime_providers_shared.dll of Windows beside them wherever the PlatformTarget is
# AnyCPU or x64, whatever the system: 17 MB that nothing on Linux loads, in the build's output and in what is published. It is no part of the
# deps.json, so nothing that reads that file sees it; the project has to remove the None items whose path is under runtimes/win-x64.
#
# Seen, in the published folder:
#   libonnxruntime.so
#   libonnxruntime_providers_shared.so
#   onnxruntime.dll
#   onnxruntime_providers_shared.dll
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NUGET_PACKAGES="$work/packages" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
cd "$work"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>
    <RuntimeIdentifier>linux-x64</RuntimeIdentifier><SelfContained>false</SelfContained>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.ML.OnnxRuntime" Version="1.31.1" /></ItemGroup>
</Project>
XML
echo 'System.Console.WriteLine(Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetVersionString());' >Program.cs
dotnet publish -c Release -v quiet -o out >build.log 2>&1 || { cat build.log; exit 1; }
(cd out && ls | grep onnxruntime) >seen
cat seen
diff - seen <<'EXPECTED' || { echo "this has changed"; exit 1; }
libonnxruntime.so
libonnxruntime_providers_shared.so
onnxruntime.dll
onnxruntime_providers_shared.dll
EXPECTED
if grep -q 'onnxruntime\.dll' out/probe.deps.json; then echo "this has changed: the deps.json names it"; exit 1; fi
echo "as recorded"
