namespace Rlar.Inference.Catalog.Pull;

/// <summary>The end of a pull.</summary>
/// <param name="Model">The model.</param>
/// <param name="WasThere">Whether it was there before, whole and with the right hashes, so that nothing was downloaded.</param>
public sealed record PullResult(PulledModel Model, bool WasThere);
