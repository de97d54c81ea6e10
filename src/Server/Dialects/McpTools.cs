using System.Text;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>The tools of <see cref="McpDialect"/>.</summary>
/// <param name="source">The dialect.</param>
/// <param name="parts">What the server has.</param>
internal sealed class McpTools(string source, ServerParts parts)
{
    private const string RowSchema = """
        {"type":"object","properties":{
        "prompt":{"description":"What was asked: a text, or messages {role, content}.","type":["string","array"]},
        "completion":{"description":"One answer to be scored.","type":"string"},
        "completions":{"description":"Several answers to the same prompt, in place of completion.","type":"array","items":{"type":"string"}},
        "reference":{"description":"The right answer, or a list of right ones.","type":["string","number","boolean","array"]},
        "task":{"description":"What sort of task it is, such as math or qa.","type":"string"},
        "tool":{"description":"The id of the reward tool; without it the router picks one.","type":"string"},
        "tests":{"description":"Tests of a program.","type":["object","array","string"]},
        "constraints":{"description":"Instructions to be checked, in IFEval's form.","type":"object"},
        "metadata":{"description":"What else a tool reads.","type":"object"}},
        "anyOf":[{"required":["completion"]},{"required":["completions"]}]}
        """;

    private const string ScoredSchema = """
        {"type":"object","properties":{
        "id":{"type":"string"},
        "route":{"type":"object"},
        "rewards":{"description":"One a completion, in order; null where it was not scored.","type":"array","items":{"type":["number","null"]}},
        "outcomes":{"type":"array","items":{"type":"object"}}},
        "required":["id","route","rewards","outcomes"]}
        """;

    private static readonly RowParser s_parser = new(new RowParserOptions { PromptRequired = false });

    /// <summary>The tools as a client is told of them.</summary>
    internal static IList<Tool> Declared { get; } =
    [
        Declare("score", "Scores completions of one prompt with the reward tool that fits, and says why.", RowSchema, ScoredSchema),
        Declare("list_tools", "Lists the reward tools: id, kind, what each judges and what it needs.", """{"type":"object","properties":{}}""", null),
        Declare(
            "describe_tool",
            "Describes a reward tool: what it judges, what it needs, its range, its options.",
            """{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}""",
            null),
    ];

    /// <summary>Calls a tool.</summary>
    /// <param name="call">Which, with what.</param>
    /// <param name="cancellationToken">The client has hung up.</param>
    internal async ValueTask<CallToolResult> CallAsync(CallToolRequestParams call, CancellationToken cancellationToken)
    {
        var arguments = call.Arguments ?? new Dictionary<string, JsonElement>();
        try
        {
            return call.Name switch
            {
                "score" => await ScoreAsync(arguments, cancellationToken),
                "list_tools" => Result(McpCards.List(parts.Tools)),
                "describe_tool" => Result(McpCards.Describe(parts.Tools, Id(arguments))),
                var other => throw new McpProtocolException($"There is no tool '{other}'.", McpErrorCode.InvalidParams),
            };
        }
        catch (RlarException error)
        {
            return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = error.Message }] };
        }
    }

    private async Task<CallToolResult> ScoreAsync(IDictionary<string, JsonElement> arguments, CancellationToken cancellationToken)
    {
        var group = RequestRow.Parse(s_parser, RequestRow.Written(json =>
        {
            foreach (var (name, value) in arguments)
                json.WriteField(name, new JsonField(value, name));
        }));
        if (group.Completions.Count > parts.Limits.Completions)
            throw new BadRequestException("completions", $"there are {group.Completions.Count}", $"Send at most {parts.Limits.Completions} at a time.");
        var scored = await parts.Rewards.ScoreAsync(new ScoreRequest(group, source), cancellationToken);
        return Result(RowOf(scored), scored.Outcomes.Any(outcome => outcome.Outcome is RewardOutcome.Failed));
    }

    private static byte[] RowOf(ScoredGroup scored)
    {
        using var writer = new OutcomeWriter();
        return writer.Write(scored).ToArray();
    }

    private static string Id(IDictionary<string, JsonElement> arguments) =>
        new JsonField(arguments.TryGetValue("id", out var id) ? id : default, "id").Text();

    // The same twice: clients of before structured content read the text.
    private static CallToolResult Result(byte[] json, bool isError = false) => new()
    {
        IsError = isError,
        Content = [new TextContentBlock { Text = Encoding.UTF8.GetString(json) }],
        StructuredContent = JsonElement.Parse(json),
    };

    private static Tool Declare(string name, string description, string input, string? output) => new()
    {
        Name = name,
        Description = description,
        InputSchema = JsonElement.Parse(input),
        OutputSchema = output is null ? null : JsonElement.Parse(output),
        Annotations = new ToolAnnotations { ReadOnlyHint = true, OpenWorldHint = false },
    };
}
