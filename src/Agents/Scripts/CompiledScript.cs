using System.Security.Cryptography;

namespace Rlar.Agents.Scripts;

/// <summary>A script that compiles and that the analyser has passed, as the assembly that a worker loads: with the calls of the meter in it.</summary>
public sealed class CompiledScript
{
    /// <summary>Creates it.</summary>
    internal CompiledScript(byte[] assembly) => (Assembly, Hash) = (assembly, Convert.ToHexStringLower(SHA256.HashData(assembly)));

    /// <summary>The assembly. Never loaded into the process that made it.</summary>
    public ReadOnlyMemory<byte> Assembly { get; }

    /// <summary>The SHA-256 of the assembly, 64 hexadecimal digits: the same for the same source and version of the program.</summary>
    public string Hash { get; }
}
