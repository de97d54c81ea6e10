using System.Runtime.InteropServices;

namespace Rlar.Kernels.Losses;

/// <summary>One token, as an objective sees it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenPoint(double Ratio, double LogRatio, double Logprob, double OldLogprob, double Advantage, bool IsSelected);
