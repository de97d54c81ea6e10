namespace Rlar.Host.Doctor;

/// <summary>Looks at what one part of RLAR needs. A new part is a file here and a line in <see cref="DoctorChecks"/>.</summary>
internal interface IDoctorCheck
{
    /// <summary>What it has found; it changes nothing.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<DoctorFinding>> FindAsync(CancellationToken cancellationToken);
}
