using System.Collections.Frozen;

namespace Rlar.Thinking;

/// <summary>
/// The marks by which models tell thinking from answer, as their public chat templates and the reasoning parsers of vLLM and llama.cpp have
/// them. A new model is a new line here.
/// </summary>
internal static class ThinkingFormats
{
    /// <summary>The thinking of a model, whatever it is called.</summary>
    internal const string Thoughts = "think";

    /// <summary>How Apriel begins every answer.</summary>
    internal const string StepsPhrase = "Here are my reasoning steps:";

    /// <summary>The channel of gpt-oss's thinking, and how its text begins where special tokens were left out.</summary>
    internal const string AnalysisChannel = "analysis";

    /// <summary>The channel of gpt-oss's answer.</summary>
    internal const string FinalChannel = "final";

    /// <summary>The mark that opens gpt-oss's thinking, by which the family of its channels is named, as every family is by its own.</summary>
    internal const string Harmony = "<|channel|>analysis<|message|>";

    private const string Cohere = "<|START_THINKING|>";
    private const string OpenThoughts = "<|begin_of_thought|>";
    private const string Solar = "<|think|>";
    private const string KimiOpen = "<|open|>think<|sep|>";

    /// <summary>How Granite 3.2 begins its thinking and its answer.</summary>
    internal static readonly (string Opens, string Answers)[] Phrases =
    [
        ("Here is my thought process:", "Here is my response:"),
        ("Here's my thought process:", "Here's my response:"),
    ];

    /// <summary>&lt;name&gt; and &lt;/name&gt;, in any case, to the section's name and the family.</summary>
    internal static readonly FrozenDictionary<string, (string Section, string Family)> Tags = Of('<', '>',
        // DeepSeek, Qwen, GLM, Kimi K2, Phi 4, MiniMax M1 and M2, Hunyuan, EXAONE 4, Nemotron, Granite 3.3, Olmo 3, SmolLM 3, Ernie, Step
        ("think", Thoughts),
        ("thinking", Thoughts), // prompts in Claude's manner
        ("thought", Thoughts), // EXAONE Deep, Marco-o1
        ("thoughts", Thoughts),
        ("reasoning", Thoughts), // Reka Flash 3, and the usual GRPO recipes
        ("antthinking", Thoughts),
        ("redacted_thinking", Thoughts),
        ("seed:think", Thoughts), // Seed-OSS
        ("mm:think", Thoughts), // MiniMax M3
        ("longcat_think", Thoughts), // LongCat
        ("scratchpad", "scratchpad"),
        ("reflection", "reflection"),
        ("analysis", "analysis"));

    /// <summary>[name] and [/name], in any case, to the section's name and the family.</summary>
    internal static readonly FrozenDictionary<string, (string Section, string Family)> Brackets = Of('[', ']',
        ("THINK", Thoughts), // Magistral, Ministral 3
        ("THINKING", Thoughts));

    /// <summary>Marks that are written in one way: what they do, and in which family.</summary>
    internal static readonly FrozenDictionary<string, (ThinkingMarkKind Kind, string Family)> Tokens =
        new Dictionary<string, (ThinkingMarkKind, string)>(StringComparer.OrdinalIgnoreCase)
        {
            [Cohere] = (ThinkingMarkKind.Opens, Cohere), // Command A, R7B
            ["<|END_THINKING|>"] = (ThinkingMarkKind.Closes, Cohere),
            ["<|START_RESPONSE|>"] = (ThinkingMarkKind.Answers, Cohere),
            ["<|START_TEXT|>"] = (ThinkingMarkKind.Answers, Cohere),
            ["<|START_ACTION|>"] = (ThinkingMarkKind.Calls, Cohere),
            [OpenThoughts] = (ThinkingMarkKind.Opens, OpenThoughts), // OpenThinker, Sky-T1
            ["<|end_of_thought|>"] = (ThinkingMarkKind.Closes, OpenThoughts),
            ["<|begin_of_solution|>"] = (ThinkingMarkKind.Answers, OpenThoughts),
            ["<|thinking|>"] = (ThinkingMarkKind.Opens, "<|thinking|>"),
            ["<|/thinking|>"] = (ThinkingMarkKind.Closes, "<|thinking|>"),
            [Solar] = (ThinkingMarkKind.Opens, Solar), // Solar Open
            ["<|/think|>"] = (ThinkingMarkKind.Closes, Solar),
            ["<|content|>"] = (ThinkingMarkKind.Answers, Solar),
            ["<|think:start|>"] = (ThinkingMarkKind.Opens, "<|think:start|>"), // Solar Open 2
            ["<|think:end|>"] = (ThinkingMarkKind.Closes, "<|think:start|>"),
            ["<|inner_prefix|>"] = (ThinkingMarkKind.Opens, "<|inner_prefix|>"), // Apertus
            ["<|inner_suffix|>"] = (ThinkingMarkKind.Closes, "<|inner_prefix|>"),
            ["<|channel>"] = (ThinkingMarkKind.Opens, "<|channel>"), // Gemma 4, which says "thought" behind it
            ["<channel|>"] = (ThinkingMarkKind.Closes, "<|channel>"),
            ["\u25C1think\u25B7"] = (ThinkingMarkKind.Opens, "\u25C1think\u25B7"), // Kimi-VL
            ["\u25C1/think\u25B7"] = (ThinkingMarkKind.Closes, "\u25C1think\u25B7"),
            ["[unused16]"] = (ThinkingMarkKind.Opens, "[unused16]"), // openPangu
            ["[unused17]"] = (ThinkingMarkKind.Closes, "[unused16]"),
            ["[BEGIN FINAL RESPONSE]"] = (ThinkingMarkKind.Answers, StepsPhrase), // Apriel
            ["<|begin_of_box|>"] = (ThinkingMarkKind.Boxes, ""), // GLM-V
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>A token, what may follow it, and what both together do: Kimi K3 writes its tags in three tokens.</summary>
    internal static readonly (string Token, string Follows, ThinkingMarkKind Kind, string Family)[] Pairs =
    [
        ("<|open|>", "think<|sep|>", ThinkingMarkKind.Opens, KimiOpen),
        ("<|close|>", "think<|sep|>", ThinkingMarkKind.Closes, KimiOpen),
        ("<|open|>", "response<|sep|>", ThinkingMarkKind.Answers, KimiOpen),
        ("<|open|>", "tools<|sep|>", ThinkingMarkKind.Calls, KimiOpen),
    ];

    /// <summary>What a whole answer stands in, behind the thinking: none of it is said.</summary>
    internal static readonly (string Opens, string Closes)[] Wrappers =
    [
        ("<response>", "</response>"), // Granite 3.3, Ernie
        ("", "<|END_RESPONSE|>"),
        ("", "<|END_TEXT|>"),
        ("", "<|end_of_solution|>"),
        ("", "[END FINAL RESPONSE]"),
        ("", "<|close|>response<|sep|>"),
    ];

    private static FrozenDictionary<string, (string Section, string Family)> Of(char first, char last, params (string Name, string Section)[] tags) =>
        tags.ToFrozenDictionary(tag => tag.Name, tag => (tag.Section, $"{first}{tag.Name}{last}"), StringComparer.OrdinalIgnoreCase);
}
