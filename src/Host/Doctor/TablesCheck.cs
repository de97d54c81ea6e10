using Rlar.Tables.Parquet;

namespace Rlar.Host.Doctor;

/// <summary>The native library under Parquet: rows in all other formats do without it.</summary>
internal sealed class TablesCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<DoctorFinding>> FindAsync(CancellationToken cancellationToken)
    {
        var failure = ParquetLibrary.Failure();
        return Task.FromResult<IReadOnlyList<DoctorFinding>>(
        [
            new DoctorFinding(
                "tables", "Parquet", failure is null, false, failure ?? ParquetLibrary.Version,
                "build RLAR for this platform; JSON lines, CSV and Arrow do without it"),
        ]);
    }
}
