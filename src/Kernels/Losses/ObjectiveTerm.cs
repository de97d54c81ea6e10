using System.Runtime.InteropServices;

namespace Rlar.Kernels.Losses;

/// <summary>A token's loss and its two partial derivatives: through the ratio, and through the log-probability where that stands by itself.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ObjectiveTerm(double Value, double ByRatio, double ByLogprob, TokenEvents Events);
