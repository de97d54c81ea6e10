using Rlar.Rewards.Metrics;
using Rlar.Rewards.Metrics.Bleu;
using Rlar.Rewards.Metrics.Chrf;
using Rlar.Rewards.Metrics.Rouge;
using Rlar.Rewards.Metrics.Ter;
using Rlar.Rewards.Shapers;
using Rlar.Rewards.Verifiers.Answering;
using Rlar.Rewards.Verifiers.Code;
using Rlar.Rewards.Verifiers.Code.Languages;
using Rlar.Rewards.Verifiers.Code.Sql;
using Rlar.Rewards.Verifiers.Formats;
using Rlar.Rewards.Verifiers.Instructions;
using Rlar.Rewards.Verifiers.Matching;
using Rlar.Rewards.Verifiers.Mathematics;
using Rlar.Rewards.Verifiers.Schemas;
using Rlar.Rewards.Verifiers.ToolCalls;
using Rlar.Rewards.Verifiers.Trainers;

namespace Rlar.Rewards;

/// <summary>The tools that RLAR comes with and that need no model.</summary>
public static class BuiltInTools
{
    /// <summary>The tools <c>code/ID</c> of a user's own programming languages.</summary>
    /// <param name="json">The text of a file of the form of languages.json (docs/code.md); comments and trailing commas are allowed.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="ToolException">The text is not such a file; the message names file, line and field.</exception>
    public static IReadOnlyList<ToolDefinition> OfLanguages(ReadOnlyMemory<byte> json, string source) =>
        [.. CodeLanguages.Parse(json, source).Select(LanguageCode.DefinitionOf)];

    /// <summary>All of them, in the order in which they are listed.</summary>
    public static ToolRegistry Registry { get; } = new(
    [
        ExactMatch.Definition, NormalizedMatch.Definition, MathMatch.Definition, NumericMatch.Definition,
        ChoiceMatch.Definition, ContainsMatch.Definition, RegexMatch.Definition,
        PythonCode.Definition, .. CodeLanguages.BuiltIn.Select(LanguageCode.DefinitionOf), SqlCode.Definition,
        FormatThink.Definition, FormatBoxed.Definition, JsonFormat.Definition, JsonSchemaMatch.Definition, JsonFields.Definition,
        InstructionFollowing.Definition, ToolCallExact.Definition, ToolCallToolRl.Definition,
        Squad.Definition, QaMatch.Definition, ListMatch.Definition, Citations.Definition, Refusal.Definition,
        TrlThinkFormat.Definition, TrlAccuracy.Definition, TrlAccuracy.Reasoning, TrlCosineScaled.Definition, VerlGsm8k.Definition, VerlSearchQa.Definition,
        .. OpenInstructRewards.Definitions,
        Length.Definition, Repetition.Definition, TokenF1.Definition, EditSimilarity.Definition,
        BleuTool.Definition, ChrfTool.Definition, ChrfTool.PlusPlusDefinition, TerTool.Definition,
        .. RougeTool.Definitions,
        LengthPenalty.Definition, RepetitionPenalty.Definition,
    ]);
}
