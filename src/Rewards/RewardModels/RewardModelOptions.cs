namespace Rlar.Rewards.RewardModels;

/// <summary>How a reward model is asked and how its logits become a value.</summary>
/// <param name="Input">"auto", "chat", "pair" or "completion".</param>
/// <param name="Activation">"auto", "logit", "sigmoid", "softmax" or "par".</param>
/// <param name="Label">The label that is scored, by name or index; empty for the only one, or the second of two.</param>
/// <param name="Labels">The labels where no file names them; null for none.</param>
/// <param name="Negate">Whether the label is a bad one.</param>
/// <param name="Steepness">PAR's k.</param>
/// <param name="References">The most references that PAR looks at.</param>
/// <param name="Template">The chat template: "auto" for the model's own, or a family's name.</param>
/// <param name="Thinking">Whether thinking is judged, too.</param>
internal sealed record RewardModelOptions(
    string Input, string Activation, string Label, IReadOnlyList<string>? Labels, bool Negate, double Steepness, int References, string Template, bool Thinking)
{
    private static readonly ToolOption<string> s_input =
        ToolOption.Choice("input", "auto", "What the model reads: the chat, prompt and answer, or the answer alone.", "auto", "chat", "pair", "completion");
    private static readonly ToolOption<string> s_activation =
        ToolOption.Choice("activation", "auto", "How the logits become a value.", "auto", "logit", "sigmoid", "softmax", "par");
    private static readonly ToolOption<string> s_label =
        ToolOption.Text("label", "", "The label that is scored, by name or index; empty: the only one, or the second of two.");
    private static readonly ToolOption<string> s_labels =
        ToolOption.Text("labels", "", "The labels where no file names them, with commas between them.");
    private static readonly ToolOption<bool> s_negate = ToolOption.Flag("negate", false, "Whether the label is a bad one.");
    private static readonly ToolOption<double> s_steepness = ToolOption.Number("par-k", 1, "With activation par: its steepness.", 1e-3, 1e3);
    private static readonly ToolOption<int> s_references =
        ToolOption.Integer("par-references", 10, "With activation par: the most references that are looked at.", 1, 10);
    private static readonly ToolOption<string> s_template =
        ToolOption.Text("template", "auto", "The chat template: auto for the model's own, or a family's name.");
    private static readonly ToolOption<string> s_thinking = ThinkingOption.WithKeep();

    /// <summary>The options.</summary>
    internal static IReadOnlyList<ToolOption> Declared { get; } =
        [s_input, s_activation, s_label, s_labels, s_negate, s_steepness, s_references, s_template, s_thinking];

    /// <summary>The range that is taken for worst and best where values are logits, which have no bounds.</summary>
    public static ValueRange Logits { get; } = new(-10, 10);

    /// <summary>The range of the values.</summary>
    public ValueRange Range => Activation == "logit" ? Logits : ValueRange.Unit;

    /// <summary>The values of <see cref="Declared"/>.</summary>
    /// <param name="settings">The settings.</param>
    internal static RewardModelOptions Read(ToolSettings settings)
    {
        var labels = settings.Get(s_labels).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(
            settings.Get(s_input),
            settings.Get(s_activation),
            settings.Get(s_label),
            labels.Length > 0 ? labels : null,
            settings.Get(s_negate),
            settings.Get(s_steepness),
            settings.Get(s_references),
            settings.Get(s_template),
            settings.Get(s_thinking) == "keep");
    }
}
