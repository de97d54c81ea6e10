namespace Rlar.Bench;

/// <summary>A benchmark has nothing to measure with.</summary>
/// <param name="message">What is missing and where it comes from.</param>
internal sealed class BenchDataException(string message) : Exception(message);
