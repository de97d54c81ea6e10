namespace Rlar.Server.Service;

/// <summary>One group, or a part of one, that somebody wants scored.</summary>
/// <param name="Group">The group; where <see cref="ScoreRequest.Join"/> is set, the part of it that this request brings.</param>
/// <param name="Source">Who asks: the dialect's name.</param>
public sealed record ScoreRequest(RolloutGroup Group, string Source)
{
    /// <summary>
    /// How long the answer may take, the wait for a place included; null for the server's own limit. What is not ended by then is an outcome that
    /// failed at the boundary "deadline".
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>The group that this request's completions belong to, for trainers that send each completion by itself; null for a whole group.</summary>
    public GroupJoin? Join { get; init; }
}
