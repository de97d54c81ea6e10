using Rlar.Agents.Library;
using Rlar.Agents.Metrics;
using Rlar.Agents.Metrics.Bleu;
using Rlar.Agents.Metrics.Chrf;
using Rlar.Agents.Metrics.Rouge;
using Rlar.Agents.Metrics.Ter;
using Rlar.Agents.Shapers;
using Rlar.Agents.Verifiers.Answering;
using Rlar.Agents.Verifiers.Code;
using Rlar.Agents.Verifiers.Code.Languages;
using Rlar.Agents.Verifiers.Code.Sql;
using Rlar.Agents.Verifiers.Formats;
using Rlar.Agents.Verifiers.Instructions;
using Rlar.Agents.Verifiers.Matching;
using Rlar.Agents.Verifiers.Mathematics;
using Rlar.Agents.Verifiers.Schemas;
using Rlar.Agents.Verifiers.ToolCalls;
using Rlar.Agents.Verifiers.Trainers;

namespace Rlar.Agents.BuiltIn;

/// <summary>The tools that RLAR comes with and that need no model.</summary>
public static class BuiltInTools
{
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
