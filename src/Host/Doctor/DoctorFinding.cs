namespace Rlar.Host.Doctor;

/// <summary>One thing that a part of RLAR needs or uses.</summary>
/// <param name="Part">The part, for example "sandbox".</param>
/// <param name="Name">The thing.</param>
/// <param name="IsThere">Whether this machine has it.</param>
/// <param name="IsEssential">Whether RLAR is of little use without it.</param>
/// <param name="Detail">Its version or amount, or why it is not there.</param>
/// <param name="Fix">The command that brings it, where it is missing and a command does.</param>
internal sealed record DoctorFinding(string Part, string Name, bool IsThere, bool IsEssential, string Detail, string? Fix = null);
