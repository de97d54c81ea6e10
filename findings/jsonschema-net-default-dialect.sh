#!/usr/bin/env bash
# JsonSchema.Net 8.0.5: schemas without "$schema".
#
# Guess: they are read as draft 2020-12, the newest published draft, and a keyword that it does not know (an "x-…" of a generator, or "definitions",
# which older drafts use) is an annotation and changes no verdict.
#
# Behaviour: the default dialect is the library's own "v1/2026", which refuses every keyword that it does not know with a JsonSchemaException; so
# {"definitions":…,"$ref":"#/definitions/p"} and {"x-order":1} are no schemas. With "$schema" of 2020-12, or with
# BuildOptions.Dialect = Dialect.Draft202012, both are read. Structured-output schemas of chat requests name no "$schema" as a rule.
#
# Seen: the lines at the end of this file: the first column without "$schema", the second with that of 2020-12.
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

Console.WriteLine(Dialect.Default.Id);
foreach (var (rest, instance) in ((string, string)[])[
    ("\"type\":\"integer\"}", "1"), ("\"x-order\":1,\"type\":\"integer\"}", "1"),
    ("\"definitions\":{\"p\":{\"type\":\"integer\"}},\"$ref\":\"#/definitions/p\"}", "1"),
    ("\"definitions\":{\"p\":{\"type\":\"integer\"}},\"$ref\":\"#/definitions/p\"}", "\"x\"")])
{
    Console.WriteLine($"{Verdict("{" + rest)}|{Verdict("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"," + rest)}|{instance}|{{{rest}");

    string Verdict(string schema)
    {
        try
        {
            var options = new BuildOptions { SchemaRegistry = new SchemaRegistry() };
            return JsonSchema.FromText(schema, options).Evaluate(JsonDocument.Parse(instance).RootElement).IsValid.ToString();
        }
        catch (JsonSchemaException e)
        {
            return e.Message;
        }
    }
}
CS
dotnet build -c Release -v quiet -o out >build.log 2>&1 || { cat build.log; exit 1; }
dotnet out/probe.dll >seen
cat seen
diff - seen <<'EXPECTED' || { echo "this has changed"; exit 1; }
https://json-schema.org/v1/2026
True|True|1|{"type":"integer"}
Unknown keywords (x-order) are disallowed for this dialect.|True|1|{"x-order":1,"type":"integer"}
Unknown keywords (definitions) are disallowed for this dialect.|True|1|{"definitions":{"p":{"type":"integer"}},"$ref":"#/definitions/p"}
Unknown keywords (definitions) are disallowed for this dialect.|False|"x"|{"definitions":{"p":{"type":"integer"}},"$ref":"#/definitions/p"}
EXPECTED
echo "as recorded"
