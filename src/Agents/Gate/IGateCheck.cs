namespace Rlar.Agents.Gate;

/// <summary>One way in which a verifier may be bad, and how it shows.</summary>
internal interface IGateCheck
{
    /// <summary>Its name in reports.</summary>
    string Name { get; }

    /// <summary>Examines a draft.</summary>
    ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken);
}
