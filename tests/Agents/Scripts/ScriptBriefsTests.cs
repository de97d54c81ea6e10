using System.Text;
using System.Text.Json;
using Rlar.Agents.Scripts;
using Rlar.Agents.Scripts.Running;

namespace Rlar.Agents.Tests.Scripts;

public sealed class ScriptBriefsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("good")]
    [InlineData("bad")]
    public void Corpus(string which)
    {
        var report = new StringBuilder();
        var (refused, wrong, total) = (0, 0, 0);
        foreach (var line in File.ReadLines($"/work/briefs/authoring/{which}_verifiers.jsonl"))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var code = row.GetProperty("code").GetString()!;
            var made = ScriptCompiler.Compile(code, CancellationToken.None);
            var name = row.GetProperty("id").GetString() + " " + (which == "bad" ? row.GetProperty("flaw").GetString() : row.GetProperty("approach").GetString());
            total++;
            if (made.Script is null)
            {
                refused++;
                report.AppendLine($"REFUSED {name}: {string.Join(" | ", made.Diagnostics)}");
                continue;
            }

            var script = LoadedScript.Load(made.Script.Assembly.Span);
            long most = 0;
            foreach (var kind in new[] { "good", "bad" })
            {
                foreach (var test in row.GetProperty(kind).EnumerateArray())
                {
                    var data = new Dictionary<string, string>();
                    var (status, value, message) = script.Score(5_000_000, 64 << 20, test.GetProperty("prompt").GetString()!, test.GetProperty("completion").GetString()!,
                        test.TryGetProperty("reference", out var reference) ? reference.GetString() : null, data);
                    most = Math.Max(most, 5_000_000 - Meter.Left);
                    var isRight = status == ScriptStatus.Value && value == (kind == "good" ? 1 : 0);
                    if (!isRight && which == "good" || status != ScriptStatus.Value)
                    {
                        wrong++;
                        report.AppendLine($"WRONG {name}: {kind} {test} -> {status} {value} {message}");
                    }
                }
            }

            report.AppendLine($"ok {name} steps {most}");
        }

        File.WriteAllText($"/tmp/code/{which}.txt", $"{refused} refused, {wrong} wrong of {total}\n{report}");
        output.WriteLine($"{refused} refused, {wrong} wrong of {total}");
    }
}
