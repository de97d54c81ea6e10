using System.Text.Json;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>1 where the completion asks for exactly the calls that are expected, by the rules of BFCL's AST checker.</summary>
/// <remarks>
/// Departs from BFCL in what it reads, not in what it calls equal: every form is read without being told which; calls are paired so that most
/// match, not by the first that fits; texts inside nested lists and dictionaries are standardised too, and dictionaries may nest.
/// </remarks>
internal sealed class ToolCallExact : CompletionTool
{
    private static readonly ToolOption<string> s_order =
        ToolOption.Choice("order", "any", "Whether calls may stand in any order, or in the given one.", "any", "given");
    private static readonly ToolOption<bool> s_dotsAsUnderscores =
        ToolOption.Flag("dots-as-underscores", false, "Whether math.add and math_add are one tool.");
    private static readonly ToolOption<string> s_answer =
        ToolOption.Choice("answer", "whole", "Whether calls that are not tagged stand alone, or one fenced block may stand among prose.", "whole", "block");
    // The most calls that a row may expect in any order: as they stand, each may have to be compared with each.
    private const int MostCalls = 1_000;
    private static readonly string[] s_expected = ["expected_calls", "possible_answer", "ground_truth", "tool_calls"];
    private static readonly ToolRequirement s_calls = new(
        "calls",
        "expected calls that read, as the reference or metadata.expected_calls",
        query => Expectations(query).Count > 0 ? null : "the row expects no calls that read; give them as the reference or metadata.expected_calls");
    private readonly bool _keepsOrder;
    private readonly bool _dotsAsUnderscores;
    private readonly bool _amongProse;

    private ToolCallExact(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _keepsOrder = settings.Get(s_order) == "given";
        _dotsAsUnderscores = settings.Get(s_dotsAsUnderscores);
        _amongProse = settings.Get(s_answer) == "block";
    }

    /// <summary>
    /// How the library makes it. Options: order any|given (any), dots-as-underscores (false: math.add and math_add are two tools), answer
    /// whole|block (whole: calls that are not tagged stand alone; block: one fenced block may stand among prose).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "tool-call/exact",
            Kind = ToolKind.Verifier,
            Description = "1 where the completion asks for exactly the expected calls (BFCL's AST rules): names, parameters and values, texts "
                + "without regard to case and punctuation, parallel calls in any order. Declared tools (metadata.tools) are held to. It does not "
                + "run the tools. Every current form of calls is read; words around them do not count, but a call in words does.",
            Requires = [s_calls],
            Cost = ToolCost.Moderate,
            ReadsReferenceAsText = true,
            Provenance = "BFCL ast_checker",
        },
        Revision: 4,
        [s_order, s_dotsAsUnderscores, s_answer],
        (card, settings) => new ToolCallExact(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var expectations = Expectations(query);
        if (!_keepsOrder && expectations.Find(expected => expected.Count > MostCalls) is { } many)
            return Exhaustion.Of(Card.Id, isOfRowAlone: true, $"the row expects {many.Count} calls in any order, {MostCalls} are the most; give order=given");
        var tools = DeclaredTool.Of(query);
        var (reading, words) = Read(completion.Calls ?? completion.Text, tools);
        if (words is null)
            return Verdict.Wrong("no answer after the thinking");
        var why = "";
        foreach (var expected in expectations)
        {
            var difference = expected.Count == 0 ? Unexpected(reading, words, tools) : Difference(reading, words.Length, expected, tools);
            if (difference is null)
                return Verdict.Right();
            why = difference;
        }

        return Verdict.Wrong(why);
    }

    // The calls of a completion, and what holds them; null for that where there is no answer.
    private (ToolCallReading Reading, string? Words) Read(string completion, IReadOnlyDictionary<string, DeclaredTool>? tools)
    {
        if (HarmonyCalls.Holds(completion))
        {
            var messages = HarmonyCalls.Read(completion, out var said);
            return messages.Calls is { Count: > 0 } calls && said is not null && ProseCalls.First(said, tools, calls) is { } other
                ? (ToolCallReading.Attempt($"calls {Verdict.Quote(other.Name)} in words"), said)
                : (messages, said);
        }

        var answer = JsonAnswer.Of(completion, _amongProse);
        return string.IsNullOrEmpty(answer) ? (new ToolCallReading([], ""), answer) : (ToolCallReader.Read(answer, tools), answer);
    }

    private static List<IReadOnlyList<ExpectedCall>> Expectations(Query query)
    {
        var readings = query.References.Select(reference => ToolCallReader.Read(JsonAnswer.Unfenced(reference))).ToList();
        if (readings.Count == 0 && query.Metadata is { ValueKind: JsonValueKind.Object } metadata)
        {
            foreach (var name in s_expected)
            {
                if (metadata.TryGetProperty(name, out var value))
                    readings.Add(value.ValueKind == JsonValueKind.String ? ToolCallReader.Read(value.GetString()!) : FromJson(value));
            }
        }

        return [.. readings.Where(reading => reading.Calls?.All(call => call.Positional.Count == 0) == true)
            .Select(reading => (IReadOnlyList<ExpectedCall>)[.. reading.Calls!.Select(call => ExpectedCall.Of(call, reading.Form))])];
    }

    private static ToolCallReading FromJson(JsonElement value) =>
        JsonLiterals.Of(value).Value is { } calls ? JsonCalls.Of(calls) : ToolCallReading.Broken("the expected calls do not read");

    // No call is expected: an answer in words is right, or none; not one that calls, sets out to, or calls in words.
    private static string? Unexpected(ToolCallReading reading, string words, IReadOnlyDictionary<string, DeclaredTool>? tools)
    {
        if (reading.IsAttempt)
            return $"sets out to call where no call is expected: {reading.Why}";
        var isObject = reading.Form == "named" && tools is not null && reading.Calls!.All(call => !tools.ContainsKey(call.Name));
        var call = isObject ? null : reading.Calls is [var first, ..] ? first : ProseCalls.First(words, tools, []);
        return call is null ? null : $"calls {Verdict.Quote(call.Name)}, where no call is expected";
    }

    private string? Difference(
        ToolCallReading reading, int length, IReadOnlyList<ExpectedCall> expected, IReadOnlyDictionary<string, DeclaredTool>? tools)
    {
        if (reading.Calls is null)
            return reading.Why;
        var declared = tools?.Keys.Select(Name).ToHashSet(StringComparer.Ordinal);
        if (declared is not null && reading.Calls.FirstOrDefault(call => !declared.Contains(Name(call.Name))) is { } unknown)
            return $"calls {Verdict.Quote(unknown.Name)}, which is not declared";
        if (reading.Calls.Count != expected.Count)
            return $"{reading.Calls.Count} calls, expected {expected.Count}";
        var inOrder = InOrder(reading.Calls, expected, tools);
        if (_keepsOrder || expected.Count == 1 || inOrder is null)
            return inOrder;
        return CallPairing.Best(
            expected.Count,
            length,
            (wanted, given) => Name(reading.Calls[given].Name) == Name(expected[wanted].Name)
                && Difference(reading.Calls[given], expected[wanted], tools) is null) switch
        {
            null => "given up on this answer: its calls take too many steps to pair",
            [] => null,
            [var alone, ..] => $"no call meets {Verdict.Quote(expected[alone].Name)} as expected: "
                + $"{Difference(Nearest(reading.Calls, expected[alone]), expected[alone], tools) ?? "it meets another"}",
        };
    }

    private string? InOrder(IReadOnlyList<ToolCallRequest> calls, IReadOnlyList<ExpectedCall> expected, IReadOnlyDictionary<string, DeclaredTool>? tools) =>
        calls.Zip(expected, (call, wanted) => Difference(call, wanted, tools)).FirstOrDefault(difference => difference is not null);

    private static ToolCallRequest Nearest(IReadOnlyList<ToolCallRequest> calls, ExpectedCall expected) =>
        calls.FirstOrDefault(call => call.Name == expected.Name) ?? calls[0];

    private string? Difference(ToolCallRequest call, ExpectedCall expected, IReadOnlyDictionary<string, DeclaredTool>? tools) => CallComparison.Difference(
        call with { Name = Name(call.Name) },
        expected with { Name = Name(expected.Name) },
        tools?.FirstOrDefault(tool => Name(tool.Key) == Name(expected.Name)).Value);

    private string Name(string name) => _dotsAsUnderscores ? name.Replace('.', '_') : name;
}
