using System.Text.Json;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Authoring;

/// <summary>What the model answers: a script, whether it needs a reference, and its own cases.</summary>
/// <param name="Code">The script.</param>
/// <param name="NeedsReference">Whether it cannot judge without a reference.</param>
/// <param name="Tests">Its own cases.</param>
internal sealed record ScriptReply(string Code, bool NeedsReference, IReadOnlyList<Probe> Tests)
{
    /// <summary>The JSON schema of a reply.</summary>
    internal const string Schema =
        """
        {
          "type": "object",
          "properties": {
            "code": { "type": "string" },
            "needs_reference": { "type": "boolean" },
            "tests": {
              "type": "array", "minItems": 4, "maxItems": 16,
              "items": {
                "type": "object",
                "properties": { "prompt": { "type": "string" }, "completion": { "type": "string" }, "reference": { "type": "string" }, "right": { "type": "boolean" } },
                "required": ["prompt", "completion", "reference", "right"],
                "additionalProperties": false
              }
            }
          },
          "required": ["code", "needs_reference", "tests"],
          "additionalProperties": false
        }
        """;

    private const int FewestOfAKind = 2;
    private const int MostTests = 16;

    /// <summary>Reads a reply.</summary>
    /// <param name="text">What the model wrote; thinking before it is left out, and so is a code fence around it.</param>
    /// <returns>The reply, or what is wrong with it.</returns>
    internal static (ScriptReply? Reply, string? Problem) Read(string text)
    {
        var answer = (ThinkingSection.Answer(text) ?? "").Trim();
        if (answer.StartsWith("```", StringComparison.Ordinal) && answer.IndexOf('\n', StringComparison.Ordinal) is var line and > 0)
            answer = answer[line..].TrimEnd().TrimEnd('`').Trim();
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            var tests = root.GetProperty("tests").EnumerateArray().Take(MostTests).Select(Test).ToArray();
            var (right, wrong) = (tests.Count(test => test.IsRight), tests.Count(test => !test.IsRight));
            return right >= FewestOfAKind && wrong >= FewestOfAKind
                ? (new ScriptReply(root.GetProperty("code").GetString()!, root.GetProperty("needs_reference").GetBoolean(), tests), null)
                : (null, $"there are {right} tests of right answers and {wrong} of wrong ones: write at least {FewestOfAKind} of each");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return (null, $"the reply is not the JSON object that was asked for: {error.Message}");
        }
    }

    private static Probe Test(JsonElement test)
    {
        var reference = test.GetProperty("reference").GetString()!;
        return new Probe(
            new Query { Id = "own", Prompt = [new Message("user", test.GetProperty("prompt").GetString()!)], References = reference.Length == 0 ? [] : [reference] },
            test.GetProperty("completion").GetString()!,
            test.GetProperty("right").GetBoolean());
    }
}
