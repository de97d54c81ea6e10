#!/usr/bin/env bash
# NJsonSchema 11.6.2: limits of 0.
#
# Guess: "maxItems": 0 allows the empty array alone and "maxProperties": 0 the empty object alone (keywords of draft 4, which this library is for).
#
# Behaviour: both are read as if they were not there; 1 is a limit, and "maxLength": 0 and "maximum": 0 are limits, too. A
# schema that allows [] or {} alone accepts any array or object.
#
# Seen: the lines at the end of this file (true: valid).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NUGET_PACKAGES="$work/packages" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
cd "$work"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="NJsonSchema" Version="11.6.2" />
  </ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using NJsonSchema;

foreach (var (schema, instance) in ((string, string)[])[
    ("{\"type\":\"array\",\"maxItems\":1}", "[1,2]"),
    ("{\"type\":\"array\",\"maxItems\":0}", "[1]"),
    ("{\"type\":\"object\",\"maxProperties\":1}", "{\"a\":1,\"b\":2}"),
    ("{\"type\":\"object\",\"maxProperties\":0}", "{\"a\":1}"),
    ("{\"type\":\"string\",\"maxLength\":0}", "\"a\""),
    ("{\"type\":\"number\",\"maximum\":0}", "1")])
    Console.WriteLine($"{(await JsonSchema.FromJsonAsync(schema)).Validate(instance).Count == 0}|{instance}|{schema}");
CS
dotnet build -c Release -v quiet -o out >build.log 2>&1 || { cat build.log; exit 1; }
dotnet out/probe.dll >seen
cat seen
diff - seen <<'EXPECTED' || { echo "this has changed"; exit 1; }
False|[1,2]|{"type":"array","maxItems":1}
True|[1]|{"type":"array","maxItems":0}
False|{"a":1,"b":2}|{"type":"object","maxProperties":1}
True|{"a":1}|{"type":"object","maxProperties":0}
False|"a"|{"type":"string","maxLength":0}
False|1|{"type":"number","maximum":0}
EXPECTED
echo "as recorded"
