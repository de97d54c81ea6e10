namespace Rlar.Grpo.Checkpoints;

/// <summary>One file of a checkpoint, as its manifest has it.</summary>
/// <param name="Name">Its name in the checkpoint's folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">The SHA-256 of its bytes in hexadecimal, as sha256sum prints it.</param>
internal sealed record CheckpointFile(string Name, long Bytes, string Sha256);
