using System.Text.Json;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Verifiers.Instructions;

/// <summary>Verdicts of the original implementations.</summary>
public sealed class InstructionGoldenTests
{
    [Fact]
    public void Score_IfEvalResponsesOfTwoModels_AgreesWithTheOriginalOnEveryVerdict()
    {
        var prompts = SharedData.Rows("ifeval_input.jsonl.gz").ToDictionary(row => row.GetProperty("key").GetInt32());
        var verdicts = 0;
        foreach (var row in SharedData.Rows("ifeval_responses_2models.jsonl.gz"))
        {
            var prompt = prompts[row.GetProperty("key").GetInt32()];
            var parts = Instructing.Parts(prompt, row.GetProperty("response").GetString()!);
            var where = $"{row.GetProperty("model")} {row.GetProperty("key")}";
            verdicts += AssertVerdicts(where, row.GetProperty("strict"), parts, "strict");
            verdicts += AssertVerdicts(where, row.GetProperty("loose"), parts, "loose");
        }

        Assert.Equal(3336, verdicts);
    }

    [Fact]
    public void Score_OpenInstructCases_AreTheUpstreamTests()
    {
        foreach (var row in SharedData.Rows("open_instruct_if_cases.jsonl"))
        {
            var constraints = row.GetProperty("args").EnumerateObject().ToDictionary(field => field.Name, field => field.Value);
            constraints["func_name"] = row.GetProperty("function");
            var parts = Instructing.Parts(JsonSerializer.SerializeToElement(constraints), row.GetProperty("text").GetString()!);
            Assert.True(row.GetProperty("expected").GetBoolean() == (parts["prompt-strict"] == 1), row.GetProperty("id").GetString());
        }
    }

    [Fact]
    public void Score_TrickyCases_AreWhatTheOriginalSays()
    {
        var lines = File.ReadAllLines(Path.Combine(SharedData.Repository, "tests", "Rewards", "Verifiers", "Instructions", "instruction-cases.jsonl"));
        foreach (var line in lines)
        {
            var row = ToolHarness.Json(line);
            var parts = Instructing.Parts(Instructing.Of(row.GetProperty("id").GetString()!, row.GetProperty("kwargs").GetRawText()), row.GetProperty("response").GetString()!);
            Assert.True(row.GetProperty("expected").GetBoolean() == (parts["prompt-strict"] == 1), line);
        }

        Assert.True(lines.Length > 200);
    }

    private static int AssertVerdicts(string where, JsonElement expected, IReadOnlyDictionary<string, double> parts, string mode)
    {
        var found = parts.Where(part => part.Key.StartsWith($"{mode}/", StringComparison.Ordinal)).ToArray();
        Assert.Equal(expected.GetArrayLength(), found.Length);
        for (var i = 0; i < found.Length; i++)
            Assert.True(expected[i].GetBoolean() == (found[i].Value == 1), $"{where} {found[i].Key}: {found[i].Value}");
        Assert.Equal(expected.EnumerateArray().All(verdict => verdict.GetBoolean()), parts[$"prompt-{mode}"] == 1);
        return found.Length;
    }
}
