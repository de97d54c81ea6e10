using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Literals;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>ToolRL's reward: format (0 or 1) plus correctness (-3 to 3), as its code computes it.</summary>
internal sealed class ToolCallToolRl : CompletionTool
{
    private const double WordsForLength = 512;
    private static readonly ToolOption<string> s_grain =
        ToolOption.Choice("grain", "fine", "What is compared: fine, names and parameters; call, whole calls; all, all calls together.", "fine", "call", "all");
    private static readonly ToolOption<string> s_maxCorrectness =
        ToolOption.Choice("max-correctness", "3", "The greatest correctness; its negative is the least.", "3", "1");
    private static readonly ToolOption<string> s_names =
        ToolOption.Choice("names", "overlap", "Whether names count by their overlap, or only where all are the same.", "overlap", "same");
    private static readonly ToolOption<string> s_pairing = ToolOption.Choice(
        "pairing", "greedy", "Whether each expected call takes the best that is left, or calls are paired for the greatest sum.", "greedy", "optimal");
    private static readonly ToolOption<bool> s_length = ToolOption.Flag("length", false, "Whether the length of the thinking counts, too.");
    private static readonly ToolRequirement s_calls = new(
        "calls",
        "a reference in ToolRL's layout: <tool_call> with lines of JSON with name and parameters, or an answer in words",
        query => query.References.Any(reference => Expected(reference) is not null)
            ? null
            : $"the calls of the reference {Verdict.Quote(query.References[0])} are not lines of JSON with name and parameters");
    private readonly ToolRlOptions _options;
    private readonly bool _addsLength;

    private ToolCallToolRl(ToolCard card, ToolRlOptions options, bool addsLength)
        : base(card with { Range = new ValueRange(-options.MaxCorrectness, options.MaxCorrectness + (addsLength ? 2 : 1)) })
    {
        _options = options;
        _addsLength = addsLength;
    }

    /// <summary>
    /// How the library makes it. Options: max-correctness 3|1 (3; the code's CORRECTMAX1), grain fine|call|all (fine; INTERMEDIATEREWARD and
    /// COARSEREWARD), names overlap|same (overlap; REFINEDREWARD), pairing greedy|optimal (greedy as in the code; optimal as in the paper), length
    /// (false; WITHLENGTH: up to 1 more for 512 words of thinking). The schedules by training step are left out: a reward here knows no step.
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "tool-call/toolrl",
            Kind = ToolKind.Verifier,
            Description = "ToolRL's reward: 1 for the format (thinking, then <tool_call> lines of JSON or <response> as the reference has them) plus a "
                + "correctness from -3 to 3 by the overlap of tool names, parameter names and parameter values. It wants ToolRL's own layout, and its "
                + "correctness is 0, whatever the answer, where the reference has no call.",
            Requires = [ToolRequirement.Reference, s_calls],
            ReadsReferenceAsText = true,
            Range = new ValueRange(-3, 4),
            Cost = ToolCost.Moderate,
            Provenance = "ToolRL (arXiv 2504.13958), verl rlla.py",
        },
        Revision: 3,
        [s_grain, s_maxCorrectness, s_names, s_pairing, s_length],
        Make);

    private static ToolCallToolRl Make(ToolCard card, ToolSettings settings)
    {
        var grain = settings.Get(s_grain);
        var options = new ToolRlOptions
        {
            MaxCorrectness = settings.Get(s_maxCorrectness) == "3" ? 3 : 1,
            IsCoarse = grain == "all",
            ComparesWholeCalls = grain == "call",
            IsStrictOnNames = settings.Get(s_names) == "same",
            PairsOptimally = settings.Get(s_pairing) == "optimal",
        };
        return new ToolCallToolRl(card, options, settings.Get(s_length));
    }

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var text = PythonText.Strip(completion.Text);
        RewardOutcome.Scored? best = null;
        foreach (var reference in query.References)
        {
            if (Score(text, reference, out var exhausting) is { } score && (best is null || score.Value > best.Value))
                best = score;
            if (exhausting > 0)
                return Exhaustion.Of(Card.Id, isOfRowAlone: true, $"the reference has {exhausting} calls, which take too many steps to pair");
        }

        return best!;
    }

    private RewardOutcome.Scored? Score(string text, string reference, out int exhausting)
    {
        exhausting = 0;
        ToolRlScore? score = default(ToolRlScore);
        var why = "the calls do not read as lines of JSON with name and parameters";
        if (reference.Contains("<tool_call>", StringComparison.Ordinal))
        {
            if (Expected(reference) is not { } expected)
                return null;
            var hasCalls = text.Contains("<tool_call>", StringComparison.Ordinal) && text.Contains("</tool_call>", StringComparison.Ordinal);
            var given = hasCalls ? Calls(text) : null;
            if (!ToolRlCorrectness.IsBounded(expected.Count, expected.Count, _options))
            {
                exhausting = expected.Count;
                return null;
            }

            if (given is { Count: var many } && !ToolRlCorrectness.IsBounded(expected.Count, many, _options))
                (given, why) = (null, $"given up on this answer: {many} calls for {expected.Count} take too many steps to pair");
            score = given is null ? null : ToolRlCorrectness.Compare(expected, given, _options);
        }

        var correctness = score?.Correctness ?? -_options.MaxCorrectness;
        var format = ToolRlFormat.Holds(text, reference) ? 1.0 : 0;
        var length = _addsLength ? Length(text) : 0;
        return new RewardOutcome.Scored(format + correctness + length)
        {
            Parts = new Dictionary<string, double>
            {
                ["format"] = format,
                ["correctness"] = correctness,
                ["tool-names"] = score?.Names ?? 0,
                ["parameter-names"] = score?.ParameterNames ?? 0,
                ["parameter-values"] = score?.ParameterValues ?? 0,
                ["possible"] = score?.Possible ?? 0,
                ["length"] = length,
            },
            Reason = score is null ? why : null,
        };
    }

    // None for a reference that answers in words; null for one whose calls do not read.
    private static List<Literal>? Expected(string reference) =>
        !reference.Contains("<tool_call>", StringComparison.Ordinal) ? []
        : Calls(reference) is { } calls && calls.All(IsWhole) ? calls
        : null;

    private static bool IsWhole(Literal call) => call.Member("name") is { Kind: LiteralKind.Text } && call.Member("parameters") is { Kind: LiteralKind.Map };

    // What stands after the first opening tag, up to a closing one or the next opening one; each line is a call.
    private static List<Literal>? Calls(string text)
    {
        var block = Between(text, "<tool_call>", "</tool_call>");
        var calls = new List<Literal>();
        foreach (var line in PythonText.Strip(block).Split('\n'))
        {
            if (JsonLiterals.Read(line, JsonLiteralOptions.Python).Value is not { } call)
                return null;
            calls.Add(call);
        }

        return calls;
    }

    private static string Between(string text, string open, string close)
    {
        var start = text.IndexOf(open, StringComparison.Ordinal) + open.Length;
        var next = text.IndexOf(open, start, StringComparison.Ordinal);
        var block = next < 0 ? text[start..] : text[start..next];
        var end = block.IndexOf(close, StringComparison.Ordinal);
        return end < 0 ? block : block[..end];
    }

    private static double Length(string text)
    {
        if (!text.Contains(ThinkFormat.Open, StringComparison.Ordinal) || !text.Contains(ThinkFormat.Close, StringComparison.Ordinal))
            return 0;
        var thinking = text[(text.LastIndexOf(ThinkFormat.Open, StringComparison.Ordinal) + ThinkFormat.Open.Length)..];
        var end = thinking.IndexOf(ThinkFormat.Close, StringComparison.Ordinal);
        var words = PythonText.Split(end < 0 ? thinking : thinking[..end]).Count;
        return Math.Min(1, Math.Round(words / WordsForLength, 2, MidpointRounding.ToEven));
    }
}
