using Rlar.Rewards.Sandbox;

namespace Rlar.Host.Doctor;

/// <summary>What runs programs that are not Python.</summary>
internal sealed class LanguagesCheck : IDoctorCheck
{
    private static readonly (string Program, string Use, string Package)[] s_languages =
    [
        ("bash", "shell", "bash"),
        ("node", "JavaScript", "nodejs"),
        ("gcc", "C", "gcc libc6-dev"),
        ("g++", "C++", "g++"),
    ];

    /// <inheritdoc/>
    public Task<IReadOnlyList<DoctorFinding>> FindAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DoctorFinding>>(
        [.. s_languages.Select(language => SandboxPool.FindProgram(language.Program) is { } path
            ? new DoctorFinding("languages", language.Program, true, false, path)
            : new DoctorFinding("languages", language.Program, false, false, $"not in /usr: no {language.Use}", $"apt-get install {language.Package}"))]);
}
