using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Python;
using Rlar.Rewards.Verifiers.Instructions.Kinds;

namespace Rlar.Rewards.Verifiers.Instructions;

/// <summary>
/// Whether a response follows the verifiable instructions of its row: IFEval's 25 kinds (Zhou et al. 2023, arXiv 2311.07911), open-instruct's
/// constraint functions and IFEvalG, and IFBench (Pyatkin et al. 2025, arXiv 2507.02833). See docs/instructions.md.
/// </summary>
internal sealed class InstructionFollowing : CompletionTool
{
    private static readonly ToolOption<string> s_score =
        ToolOption.Choice("score", "all", "Whether all instructions must be followed, or the fraction that is followed is the value.", "all", "fraction");
    private static readonly ToolOption<string> s_mode = ToolOption.Choice(
        "mode", "strict", "Whether the text is judged as it stands, or also without its first and last line and its asterisks.", "strict", "loose");
    private static readonly ToolOption<string> s_thinking = ThinkingOption.WithKeep();
    private static readonly ToolRequirement s_constraints = new(
        "constraints",
        "constraints: instruction_id_list with kwargs, or open-instruct's func_name; or such as the reference",
        query => Read(query) is { Constraints: null, Reason: var reason } ? reason : null);
    private readonly bool _isFraction;
    private readonly bool _isLoose;
    private readonly bool _keepsThinking;

    // A group's completions share their query; its constraints are read once.
    private readonly ConditionalWeakTable<Query, Row> _rows = [];

    private InstructionFollowing(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _isFraction = settings.Get(s_score) == "fraction";
        _isLoose = settings.Get(s_mode) == "loose";
        _keepsThinking = settings.Get(s_thinking) == "keep";
    }

    /// <summary>
    /// How the library makes it. Options: score all|fraction (all: 1 where every instruction is followed; fraction: the share that is), mode
    /// strict|loose (strict: the response as it is; loose: also without its first or last line or its asterisks), thinking auto|opened|none|keep
    /// (keep: the thinking is judged, too). Parts: strict/ID and loose/ID for each instruction, with #2, #3, … where an id
    /// repeats, prompt-strict and prompt-loose; each 0 or 1.
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "ifeval",
            Kind = ToolKind.Format,
            Description = "1 where the response follows every verifiable instruction of the row's constraints (IFEval, open-instruct, IFBench). "
                + "It checks form alone: a response that says nothing to the point can follow them all.",
            Requires = [s_constraints],
        },
        Revision: 3,
        [s_score, s_mode, s_thinking],
        (card, settings) => new InstructionFollowing(card, settings));

    // Its constraints are read once for the group, which shows whether they read.
    /// <inheritdoc/>
    protected override string? Missing(Query query) => null;

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var row = _rows.GetValue(query, Read);
        if (row.Constraints is not { } constraints)
            return new RewardOutcome.Unscorable($"{Card.Id}: {row.Reason}");
        var response = _keepsThinking ? completion.Text : Response(completion.Text);
        if (constraints.IsOpenInstruct)
            response = PythonText.Strip(
                response.Replace("<answer>", "", StringComparison.Ordinal).Replace("</answer>", "", StringComparison.Ordinal)).ToString();
        try
        {
            return Scored(constraints.Instructions, response);
        }
        catch (RegexMatchTimeoutException error)
        {
            return Exhaustion.Of(
                Card.Id,
                isOfRowAlone: false,
                $"the row's pattern {Verdict.Quote(error.Pattern)} "
                + $"took longer than {error.MatchTimeout.TotalSeconds} s on this response; write it without nested repeats");
        }
    }

    // Models that think in tags may put the whole response behind them into one, which their servers take off.
    private static string Response(string completion)
    {
        var response = ThinkingSection.Answer(completion) ?? "";
        return AnswerTag.Whole(response) is { } whole && !completion.AsSpan().TrimStart().StartsWith(response.AsSpan().Trim()) ? whole : response;
    }

    private static Row Read(Query query)
    {
        try
        {
            if (query.Constraints is { } constraints)
                return new Row(ConstraintSet.Read(constraints), "");

            // open-instruct's data sets have the constraints as their ground truth, a text.
            return query.References.Count > 0 && ConstraintSet.Read(query.References[0]) is { } read
                ? new Row(read, "")
                : new Row(null, "the row has no constraints, and its reference is none either");
        }
        catch (InstructionException error)
        {
            return new Row(null, error.Message);
        }
    }

    private RewardOutcome.Scored Scored(IReadOnlyList<Instruction> instructions, string response)
    {
        var strict = new bool[instructions.Count];
        var loose = new bool[instructions.Count];
        List<string>? variants = null;
        var saysSomething = SaysSomething(response);
        for (var i = 0; i < strict.Length && !PythonText.IsBlank(response); i++)
        {
            if (!saysSomething && !instructions[i].TakesMarks)
                continue;
            strict[i] = loose[i] = instructions[i].Check(response);
            if (!strict[i])
                loose[i] = (variants ??= [.. LooseVariants.Of(response)]).Exists(instructions[i].Check);
        }

        var followed = _isLoose ? loose : strict;
        var value = _isFraction ? (double)followed.Count(f => f) / followed.Length : One(followed.All(f => f));
        return new RewardOutcome.Scored(value) { Parts = Parts(instructions, strict, loose), Reason = Reason(instructions, followed) };
    }

    // Most kinds could be met by "...", as there is nothing in it to break them.
    private static bool SaysSomething(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber)
                return true;
        }

        return false;
    }

    private static Dictionary<string, double> Parts(IReadOnlyList<Instruction> instructions, bool[] strict, bool[] loose)
    {
        var parts = new Dictionary<string, double>(2 * instructions.Count + 2, StringComparer.Ordinal);
        for (var i = 0; i < strict.Length; i++)
        {
            var name = instructions[i].Id;
            for (var repeat = 2; parts.ContainsKey($"strict/{name}"); repeat++)
                name = $"{instructions[i].Id}#{repeat}";
            parts[$"strict/{name}"] = One(strict[i]);
            parts[$"loose/{name}"] = One(loose[i]);
        }

        parts["prompt-strict"] = One(strict.All(followed => followed));
        parts["prompt-loose"] = One(loose.All(followed => followed));
        return parts;
    }

    private static string? Reason(IReadOnlyList<Instruction> instructions, bool[] followed)
    {
        var missed = instructions.Where((_, i) => !followed[i]).Select(instruction => instruction.Id).ToArray();
        return missed.Length == 0 ? null : $"not followed: {string.Join(", ", missed)}";
    }

    private static double One(bool isTrue) => isTrue ? 1 : 0;

    private sealed record Row(ConstraintSet? Constraints, string Reason);
}
