namespace Rlar.Inference.Native;

/// <summary>A release of llama.cpp that this code was written against.</summary>
/// <param name="Llama">What it calls itself: its version, or the commit where it has none.</param>
/// <param name="Ggml">The version of ggml in it.</param>
/// <param name="Source">Who brings it.</param>
/// <param name="IsOlder">Whether its options have the older layout, <see cref="OlderLlamaNative"/>.</param>
/// <param name="LoadMode">Its own default of load_mode.</param>
internal sealed record LlamaRelease(string Llama, string Ggml, string Source, bool IsOlder, int LoadMode)
{
    /// <summary>The one that npm brings.</summary>
    internal static LlamaRelease Npm { get; } = new("0.5.0-dev", "0.25.1", "npm", IsOlder: false, LoadMode: -1);

    /// <summary>The one of LLamaSharp 0.30.0's backends, which NuGet brings.</summary>
    internal static LlamaRelease NuGet { get; } = new("815a2a591", "0.18.0", "LLamaSharp 0.30.0", IsOlder: true, LoadMode: 1);

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<LlamaRelease> Known { get; } = [Npm, NuGet];

    /// <inheritdoc/>
    public override string ToString() => $"llama.cpp {Llama} with ggml {Ggml}";
}
