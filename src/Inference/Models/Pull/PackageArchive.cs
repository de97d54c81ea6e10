namespace Rlar.Inference.Models.Pull;

/// <summary>Where a package's archive is and what its hash has to be.</summary>
/// <param name="Addresses">Where to get it; the second only where the first does not have it.</param>
/// <param name="Integrity">Its SHA-512 in Base64 after "sha512-".</param>
internal sealed record PackageArchive(IReadOnlyList<Uri> Addresses, string Integrity);
