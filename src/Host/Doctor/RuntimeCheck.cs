using System.Runtime.InteropServices;

namespace Rlar.Host.Doctor;

/// <summary>What the program itself runs on.</summary>
internal sealed class RuntimeCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<DoctorFinding>> FindAsync(CancellationToken cancellationToken)
    {
        return Task.FromResult<IReadOnlyList<DoctorFinding>>(
        [
            new("runtime", ".NET", Environment.Version.Major >= 10, true, RuntimeInformation.FrameworkDescription, "apt-get install dotnet-sdk-10.0"),
            UnicodeSupport.Missing is { } why
                ? new("runtime", "ICU", false, true, $"{why}: whatever scores refuses to", UnicodeSupport.Remedy)
                : new("runtime", "ICU", true, true, "Unicode normalisation"),
        ]);
    }
}
