namespace Rlar.Agents.Evolution;

/// <summary>What the gate said.</summary>
/// <param name="IsAdmitted">Whether the draft is in the library now.</param>
/// <param name="Version">The tool's version; "" where it was refused.</param>
/// <param name="Why">The checks that failed with their reasons, or how many it passed.</param>
/// <param name="Example">The completion on which it failed, as a person should see it; null for none.</param>
public sealed record AdmissionAnswer(bool IsAdmitted, string Version, string Why, string? Example = null);
