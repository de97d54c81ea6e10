using System.Globalization;
using System.Runtime.InteropServices;

namespace Rlar.Host.Doctor;

/// <summary>What the program itself runs on.</summary>
internal sealed class RuntimeCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<DoctorFinding>> FindAsync(CancellationToken cancellationToken)
    {
        // Without ICU an accent is a difference whatever one asks for.
        var hasIcu = CultureInfo.GetCultureInfo("de-DE").CompareInfo.Compare("ä", "a", CompareOptions.IgnoreNonSpace) == 0;
        return Task.FromResult<IReadOnlyList<DoctorFinding>>(
        [
            new("runtime", ".NET", Environment.Version.Major >= 10, true, RuntimeInformation.FrameworkDescription, "apt-get install dotnet-sdk-10.0"),
            new(
                "runtime",
                "ICU",
                hasIcu,
                true,
                hasIcu ? "Unicode normalisation" : "no library libicu: Unicode normalisation is not to be had",
                "apt-get install libicu-dev"),
        ]);
    }
}
