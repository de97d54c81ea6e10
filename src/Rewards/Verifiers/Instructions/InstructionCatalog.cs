using System.Collections.Frozen;
using System.Text.Json;
using Rlar.Rewards.Verifiers.Instructions.Kinds;

namespace Rlar.Rewards.Verifiers.Instructions;

/// <summary>Every kind of instruction that can be checked, by id.</summary>
internal static class InstructionCatalog
{
    // Of IFBench's 58 kinds, those that need what a program of this size does not carry.
    private static readonly FrozenDictionary<string, string> s_leftOut = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["words:start_verb"] = "a part-of-speech tagger",
        ["words:odd_even_syllables"] = "a dictionary of syllables",
        ["format:emoji"] = "the emoji package's tables",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Kinds that ask for a text which may be marks alone.
    private static readonly FrozenSet<string> s_marksAreEnough = new[]
    {
        "copy:copy", "copy:copying_simple", "copy:copying_multiple", "new:copy_span_idx", "repeat:repeat_simple", "repeat:repeat_span",
        "combination:repeat_prompt",
        "validate_repeat_prompt", "detectable_format:json_format", "validate_json_format",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, InstructionKind> s_kinds =
        new[]
        {
            IfEvalKeywords.Kinds, IfEvalFormats.Kinds, OpenInstructKinds.Kinds, IfEvalG.Kinds,
            IfBenchCounts.Kinds, IfBenchWords.Kinds, IfBenchFormats.Kinds, IfBenchCustom.Kinds,
        }.SelectMany(kinds => kinds).ToFrozenDictionary(kind => kind.Id, StringComparer.Ordinal);

    /// <summary>The ids, in order.</summary>
    internal static IReadOnlyList<string> Ids { get; } = [.. s_kinds.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Makes an instruction.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="fields">Its arguments, an object or nothing.</param>
    /// <exception cref="InstructionException">There is no such kind here, or an argument is missing or wrong.</exception>
    internal static Instruction Create(string id, JsonElement fields)
    {
        if (s_kinds.TryGetValue(id, out var kind))
            return new Instruction(id, kind.Make(new InstructionArguments(id, fields)), s_marksAreEnough.Contains(id));
        throw new InstructionException(s_leftOut.TryGetValue(id, out var needed)
            ? $"instruction {id} is not checked here: it needs {needed}"
            : $"instruction {Verdict.Quote(id)} is not known; docs/instructions.md lists those that are");
    }
}
