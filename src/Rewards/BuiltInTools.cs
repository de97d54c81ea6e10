using System.Security.Cryptography;
using Rlar.Rewards.Metrics;
using Rlar.Rewards.Metrics.Bleu;
using Rlar.Rewards.Metrics.Chrf;
using Rlar.Rewards.Metrics.Rouge;
using Rlar.Rewards.Metrics.Ter;
using Rlar.Rewards.Shapers;
using Rlar.Rewards.Verifiers.Answering;
using Rlar.Rewards.Verifiers.Code.Languages;
using Rlar.Rewards.Verifiers.Code.Sql;
using Rlar.Rewards.Verifiers.Countdown;
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
    public static IReadOnlyList<ToolDefinition> OfLanguages(ReadOnlyMemory<byte> json, string source)
    {
        // How a language is compiled and run decides verdicts: another file makes other versions.
        var hash = Convert.ToHexStringLower(SHA256.HashData(json.Span))[..12];
        return [.. CodeLanguages.Parse(json, source)
            .Select(language => LanguageCode.DefinitionOf(language) with { Facts = [new ToolFact("languages", () => hash)] })];
    }

    /// <summary>All of them, in the order in which they are listed.</summary>
    public static ToolRegistry Registry { get; } = new((ToolEntry[])
    [
        new("exact-match", () => ExactMatch.Definition),
        new("normalized-match", () => NormalizedMatch.Definition),
        new("math", () => MathMatch.Definition),
        new("numeric-match", () => NumericMatch.Definition),
        new("countdown", () => CountdownMatch.Definition),
        new("choice-match", () => ChoiceMatch.Definition),
        new("contains", () => ContainsMatch.Definition),
        new("regex", () => RegexMatch.Definition),
        new("code/python", () => PythonCode.Definition),
        Language("javascript"), Language("c"), Language("cpp"), Language("bash"), Language("csharp"),
        new("code/sql", () => SqlCode.Definition),
        new("format/think", () => FormatThink.Definition),
        new("format/boxed", () => FormatBoxed.Definition),
        new("json", () => JsonFormat.Definition),
        new("json-schema", () => JsonSchemaMatch.Definition),
        new("json-fields", () => JsonFields.Definition),
        new("ifeval", () => InstructionFollowing.Definition),
        new("tool-call/exact", () => ToolCallExact.Definition),
        new("tool-call/toolrl", () => ToolCallToolRl.Definition),
        new("squad", () => Squad.Definition),
        new("qa-match", () => QaMatch.Definition),
        new("list-match", () => ListMatch.Definition),
        new("citations", () => Citations.Definition),
        new("refusal", () => Refusal.Definition),
        new("trl/think-format", () => TrlThinkFormat.Definition),
        new("trl/accuracy", () => TrlAccuracy.Definition),
        new("trl/reasoning-accuracy", () => TrlAccuracy.Reasoning),
        new("trl/cosine-scaled", () => TrlCosineScaled.Definition),
        new("verl/gsm8k", () => VerlGsm8k.Definition),
        new("verl/search-qa", () => VerlSearchQa.Definition),
        .. Several(() => OpenInstructRewards.Definitions,
            "open-instruct/puzzle", "open-instruct/string-matcher", "open-instruct/flan", "open-instruct/string-f1", "open-instruct/gsm8k",
            "open-instruct/max-length", "open-instruct/up-to-max-length"),
        new("length", () => Length.Definition),
        new("repetition", () => Repetition.Definition),
        new("token-f1", () => TokenF1.Definition),
        new("edit-similarity", () => EditSimilarity.Definition),
        new("bleu", () => BleuTool.Definition),
        new("chrf", () => ChrfTool.Definition),
        new("chrf++", () => ChrfTool.PlusPlusDefinition),
        new("ter", () => TerTool.Definition),
        .. Several(() => RougeTool.Definitions, "rouge1", "rouge2", "rougeL", "rougeLsum"),
        new("length-penalty", () => LengthPenalty.Definition),
        new("repetition-penalty", () => RepetitionPenalty.Definition),
    ]);

    // A language of languages.json.
    private static ToolEntry Language(string id) =>
        new("code/" + id, () => LanguageCode.DefinitionOf(id, () => CodeLanguages.BuiltIn.First(language => language.Id == id)));

    // Tools that are defined together.
    private static IEnumerable<ToolEntry> Several(Func<IReadOnlyList<ToolDefinition>> definitions, params string[] ids) =>
        ids.Select(id => new ToolEntry(id, () => definitions().First(definition => definition.Draft.Id == id)));
}
