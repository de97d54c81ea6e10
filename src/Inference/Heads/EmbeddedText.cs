namespace Rlar.Inference.Heads;

/// <summary>The vector of a text.</summary>
/// <param name="Vector">Of length 1.</param>
/// <param name="Cut">How many of the text's tokens the model did not see because the text is too long for it; 0 with windows.</param>
public sealed record EmbeddedText(float[] Vector, int Cut);
