using System.Collections.Frozen;

namespace Rlar.Thinking;

/// <summary>
/// The marks by which models tell thinking from answer, as their public chat templates and the reasoning parsers of vLLM and llama.cpp have
/// them. A new model is a new line here.
/// </summary>
internal static class ThinkingFormats
{
    /// <summary>The thinking of a model, whatever it is called: one way to close it is as good as another.</summary>
    internal const string Thoughts = "think";

    /// <summary>How Apriel begins every answer.</summary>
    internal const string StepsPhrase = "Here are my reasoning steps:";

    /// <summary>The channel of gpt-oss's thinking, and how its text begins where special tokens were left out.</summary>
    internal const string AnalysisChannel = "analysis";

    /// <summary>The channel of gpt-oss's answer.</summary>
    internal const string FinalChannel = "final";

    /// <summary>How Granite 3.2 begins its thinking and its answer.</summary>
    internal static readonly (string Opens, string Answers)[] Phrases =
    [
        ("Here is my thought process:", "Here is my response:"),
        ("Here's my thought process:", "Here's my response:"),
    ];

    /// <summary>&lt;name&gt; and &lt;/name&gt;, in any case, to the section's name.</summary>
    internal static readonly FrozenDictionary<string, string> Tags = Of(
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

    /// <summary>[name] and [/name], in any case, to the section's name.</summary>
    internal static readonly FrozenDictionary<string, string> Brackets = Of(
        ("THINK", Thoughts), // Magistral, Ministral 3
        ("THINKING", Thoughts));

    /// <summary>Marks that are written in one way.</summary>
    internal static readonly FrozenDictionary<string, ThinkingMarkKind> Tokens = new Dictionary<string, ThinkingMarkKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["<|START_THINKING|>"] = ThinkingMarkKind.Opens, // Cohere Command A, R7B
        ["<|END_THINKING|>"] = ThinkingMarkKind.Closes,
        ["<|START_RESPONSE|>"] = ThinkingMarkKind.Answers,
        ["<|START_TEXT|>"] = ThinkingMarkKind.Answers,
        ["<|START_ACTION|>"] = ThinkingMarkKind.Calls,
        ["<|begin_of_thought|>"] = ThinkingMarkKind.Opens, // OpenThinker, Sky-T1
        ["<|end_of_thought|>"] = ThinkingMarkKind.Closes,
        ["<|begin_of_solution|>"] = ThinkingMarkKind.Answers,
        ["<|thinking|>"] = ThinkingMarkKind.Opens,
        ["<|/thinking|>"] = ThinkingMarkKind.Closes,
        ["<|think|>"] = ThinkingMarkKind.Opens, // Solar Open
        ["<|/think|>"] = ThinkingMarkKind.Closes,
        ["<|content|>"] = ThinkingMarkKind.Answers,
        ["<|think:start|>"] = ThinkingMarkKind.Opens, // Solar Open 2
        ["<|think:end|>"] = ThinkingMarkKind.Closes,
        ["<|inner_prefix|>"] = ThinkingMarkKind.Opens, // Apertus
        ["<|inner_suffix|>"] = ThinkingMarkKind.Closes,
        ["<|channel>"] = ThinkingMarkKind.Opens, // Gemma 4, which says "thought" behind it
        ["<channel|>"] = ThinkingMarkKind.Closes,
        ["\u25C1think\u25B7"] = ThinkingMarkKind.Opens, // Kimi-VL
        ["\u25C1/think\u25B7"] = ThinkingMarkKind.Closes,
        ["[unused16]"] = ThinkingMarkKind.Opens, // openPangu
        ["[unused17]"] = ThinkingMarkKind.Closes,
        ["[BEGIN FINAL RESPONSE]"] = ThinkingMarkKind.Answers, // Apriel
        ["<|begin_of_box|>"] = ThinkingMarkKind.Boxes, // GLM-V
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>A token, what may follow it, and what both together do: Kimi K3 writes its tags in three tokens.</summary>
    internal static readonly (string Token, string Follows, ThinkingMarkKind Kind)[] Pairs =
    [
        ("<|open|>", "think<|sep|>", ThinkingMarkKind.Opens),
        ("<|close|>", "think<|sep|>", ThinkingMarkKind.Closes),
        ("<|open|>", "response<|sep|>", ThinkingMarkKind.Answers),
        ("<|open|>", "tools<|sep|>", ThinkingMarkKind.Calls),
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

    private static FrozenDictionary<string, string> Of(params (string Name, string Section)[] tags) =>
        tags.ToDictionary(tag => tag.Name, tag => tag.Section).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
