namespace Rlar.Inference.Native;

/// <summary>One line that a native engine wrote.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Text">The line without its end.</param>
public readonly record struct NativeLogMessage(NativeLogLevel Level, string Text);
