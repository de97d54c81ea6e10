#!/usr/bin/env bash
# NJsonSchema 11.6.2: what uniqueItems holds equal.
#
# Guess: values are compared as JSON: 1 and "1" are two things, and two objects with the same members in another order are one.
#
# Behaviour: the text of each item is compared: 1 and "1", null and "", true and "True" are duplicates, so valid arrays are refused; and
# [{"a":1,"b":2},{"b":2,"a":1}] is unique.
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
    ("{\"type\":\"array\",\"uniqueItems\":true}", "[1,2]"),
    ("{\"type\":\"array\",\"uniqueItems\":true}", "[1,1]"),
    ("{\"type\":\"array\",\"uniqueItems\":true}", "[1,\"1\"]"),
    ("{\"type\":\"array\",\"uniqueItems\":true}", "[null,\"\"]"),
    ("{\"type\":\"array\",\"uniqueItems\":true}", "[true,\"True\"]"),
    ("{\"type\":\"array\",\"uniqueItems\":true}", "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]")])
    Console.WriteLine($"{(await JsonSchema.FromJsonAsync(schema)).Validate(instance).Count == 0}|{instance}|{schema}");
CS
dotnet build -c Release -v quiet -o out >build.log 2>&1 || { cat build.log; exit 1; }
dotnet out/probe.dll >seen
cat seen
diff - seen <<'EXPECTED' || { echo "this has changed"; exit 1; }
True|[1,2]|{"type":"array","uniqueItems":true}
False|[1,1]|{"type":"array","uniqueItems":true}
False|[1,"1"]|{"type":"array","uniqueItems":true}
False|[null,""]|{"type":"array","uniqueItems":true}
False|[true,"True"]|{"type":"array","uniqueItems":true}
True|[{"a":1,"b":2},{"b":2,"a":1}]|{"type":"array","uniqueItems":true}
EXPECTED
echo "as recorded"
