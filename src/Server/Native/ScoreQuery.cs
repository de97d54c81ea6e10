using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Native;

/// <summary>What a request asks beside its rows.</summary>
/// <param name="Advantages">How rewards become advantages; null for the server's own way.</param>
/// <param name="Drops">Whether the answer has none, whatever the server's own way.</param>
/// <param name="MeasuresTime">Whether outcomes carry their time.</param>
/// <param name="Deadline">How long an answer may take; null for the server's limit.</param>
internal sealed record ScoreQuery(IAdvantages? Advantages, bool Drops, bool MeasuresTime, TimeSpan? Deadline);
