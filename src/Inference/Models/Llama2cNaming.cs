namespace Rlar.Inference.Models;

/// <summary>What a converted file says about itself, which a llama2.c checkpoint does not.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Licence">Its licence; null for none named.</param>
public sealed record Llama2cNaming(string Name, string? Licence);
