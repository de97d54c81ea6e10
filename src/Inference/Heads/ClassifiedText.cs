namespace Rlar.Inference.Heads;

/// <summary>What a classifier gives for a text.</summary>
/// <param name="Logits">One number for each label, unbounded.</param>
/// <param name="Cut">How many of the text's tokens the model did not see because the text is too long for it.</param>
public sealed record ClassifiedText(float[] Logits, int Cut);
