#!/usr/bin/env bash
# JsonSchema.Net 8.0.5: uniqueItems and numbers that are equal but written differently.
#
# Guess: 1 and 1.0 are one number at every depth, as JSON Schema's equality says and as this library's const and enum have it; so [[1],[1.0]] and
# [{"a":1},{"a":1.0}] hold an item twice, as [1,1.0] does.
#
# Behaviour: at the top uniqueItems sees it, inside an array or an object it does not: [[1],[1.0]] counts as unique, though const [1] accepts [1.0].
# Coordinates or records that a model wrote twice, once with .0, pass.
#
# Seen: the lines at the end of this file (true: valid), for 2020-12 by "$schema".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NUGET_PACKAGES="$work/packages" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
cd "$work"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="JsonSchema.Net" Version="8.0.5" />
  </ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using System.Text.Json;
using Json.Schema;

foreach (var (rest, instance) in ((string, string)[])[
    ("\"uniqueItems\":true}", "[1,1.0]"), ("\"uniqueItems\":true}", "[[1],[1.0]]"), ("\"uniqueItems\":true}", "[{\"a\":1},{\"a\":1.0}]"),
    ("\"uniqueItems\":true}", "[[1],[1]]"), ("\"const\":[1]}", "[1.0]"), ("\"enum\":[{\"a\":1}]}", "{\"a\":1.0}")])
{
    var options = new BuildOptions { SchemaRegistry = new SchemaRegistry() };
    var schema = JsonSchema.FromText("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"," + rest, options);
    Console.WriteLine($"{schema.Evaluate(JsonDocument.Parse(instance).RootElement).IsValid}|{instance}|{{{rest}");
}
CS
dotnet build -c Release -v quiet -o out >build.log 2>&1 || { cat build.log; exit 1; }
dotnet out/probe.dll >seen
cat seen
diff - seen <<'EXPECTED' || { echo "this has changed"; exit 1; }
False|[1,1.0]|{"uniqueItems":true}
True|[[1],[1.0]]|{"uniqueItems":true}
True|[{"a":1},{"a":1.0}]|{"uniqueItems":true}
False|[[1],[1]]|{"uniqueItems":true}
True|[1.0]|{"const":[1]}
True|{"a":1.0}|{"enum":[{"a":1}]}
EXPECTED
echo "as recorded"
