namespace Rlar.Host.Doctor;

/// <summary>Looks at what one part of RLAR needs. A new part is a file here and a line in <see cref="DoctorChecks"/>.</summary>
internal interface IDoctorCheck
{
    /// <summary>What it has found; it changes nothing.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<DoctorFinding>> FindAsync(CancellationToken cancellationToken);
}

/// <summary>One thing that a part of RLAR needs or uses.</summary>
/// <param name="Part">The part, for example "sandbox".</param>
/// <param name="Name">The thing.</param>
/// <param name="IsThere">Whether this machine has it.</param>
/// <param name="IsEssential">Whether RLAR is of little use without it.</param>
/// <param name="Detail">Its version or amount, or why it is not there.</param>
/// <param name="Fix">The command that brings it, where it is missing and a command does.</param>
internal sealed record DoctorFinding(string Part, string Name, bool IsThere, bool IsEssential, string Detail, string? Fix = null);
