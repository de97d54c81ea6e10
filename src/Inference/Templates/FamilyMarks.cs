namespace Rlar.Inference.Templates;

/// <summary>The special tokens that tell a family where a model's file has no template.</summary>
internal static class FamilyMarks
{
    // The first whose tokens are all there.
    private static readonly (string Family, string[] Tokens)[] Known =
    [
        ("phi4", ["<|im_start|>", "<|im_sep|>", "<|im_end|>"]),
        ("chatml", ["<|im_start|>", "<|im_end|>"]),
        ("llama3", ["<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"]),
        ("llama4", ["<|header_start|>", "<|header_end|>", "<|eot|>"]),
        ("gemma", ["<start_of_turn>", "<end_of_turn>"]),
        ("phi3", ["<|user|>", "<|assistant|>", "<|end|>"]),
        ("deepseek3", ["<｜User｜>", "<｜Assistant｜>", "<｜end▁of▁sentence｜>"]),
        ("mistral-v7", ["[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[INST]", "[/INST]"]),
        ("mistral-v3", ["[INST]", "[/INST]"]),
        ("command-r", ["<|START_OF_TURN_TOKEN|>", "<|END_OF_TURN_TOKEN|>", "<|USER_TOKEN|>", "<|CHATBOT_TOKEN|>"]),
        ("gpt-oss", ["<|start|>", "<|message|>", "<|channel|>", "<|end|>"]),
        ("granite", ["<|start_of_role|>", "<|end_of_role|>"]),
    ];

    /// <summary>The family's name; null where no family's tokens are all among these.</summary>
    /// <param name="special">The special tokens of a vocabulary.</param>
    internal static string? Find(IReadOnlySet<string> special) => Of(special).Family;

    /// <summary>The tokens of that family; none where there is no family.</summary>
    /// <param name="special">The special tokens of a vocabulary.</param>
    internal static IReadOnlyList<string> Tokens(IReadOnlySet<string> special) => Of(special).Tokens ?? [];

    private static (string Family, string[] Tokens) Of(IReadOnlySet<string> special) =>
        Known.FirstOrDefault(family => family.Tokens.All(special.Contains));
}
