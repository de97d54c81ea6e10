namespace Rlar.Grpo.Policy;

/// <summary>An adapter on one matrix, as a lane sees it: W + Scale * B A.</summary>
/// <param name="A">[rank, in].</param>
/// <param name="B">[out, rank].</param>
/// <param name="Scale">alpha / rank.</param>
internal sealed record LowRankUpdate(PolicyParameter A, PolicyParameter B, double Scale);
