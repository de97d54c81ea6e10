#!/usr/bin/env bash
# TorchSharp 0.107.0 with libtorch 2.10.0: tensor.sum(0), the sum over the first dimension as PyTorch writes it.
#
# Guess: sums over dimension 0, as sum(1) sums over dimension 1 and as PyTorch's tensor.sum(0) does.
#
# Behaviour: sum(0) is the sum over everything, one number. C# converts the constant 0, and no other, to any enumeration: the overload sum(ScalarType?)
# takes it, with ScalarType.Byte, and wins over sum(long, ...). The number comes in that type, a byte, modulo 256. A gradient of a bias written with
# sum(0) has the wrong shape and, rounded to a byte, is mostly 0. sum(1), sum(dim: 0) and sum(0L) are right.
#
# Seen:
#   sum(0): [] Byte 10
#   sum(1): [2] Float32 3 7
#   sum(dim: 0): [2] Float32 4 6
#   sum(0L): [2] Float32 4 6
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NUGET_PACKAGES="$work/packages" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
cd "$work"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="TorchSharp" Version="0.107.0" ExcludeAssets="native" />
    <PackageDownload Include="libtorch-cpu-linux-x64" Version="[2.10.0]" />
  </ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using System.Runtime.InteropServices;
using TorchSharp;

// Nothing of 600 MB is copied: loaded from the packages' folder. The last one may be a copy (see below).
foreach (var library in args)
    NativeLibrary.Load(library);
using var x = torch.tensor(new float[] { 1, 2, 3, 4 }).reshape(2, 2);
Say("sum(0)", x.sum(0));
Say("sum(1)", x.sum(1));
Say("sum(dim: 0)", x.sum(dim: 0));
Say("sum(0L)", x.sum(0L));

static void Say(string what, torch.Tensor sum) => Console.WriteLine(
    $"{what}: [{string.Join(", ", sum.shape)}] {sum.dtype} {string.Join(" ", sum.to(torch.float32).reshape(-1).data<float>().ToArray())}");
CS
dotnet build -c Release -v q -o out >build.log 2>&1 || { cat build.log >&2; exit 1; }
torch=$NUGET_PACKAGES/libtorch-cpu-linux-x64/2.10.0/runtimes/linux-x64/native
shim=$NUGET_PACKAGES/torchsharp/0.107.0/runtimes/linux-x64/native/libLibTorchSharp.so
# Where the system's libstdc++ is older than GCC 13's, the library does not load for a version that none of its relocations uses: in a copy it is marked weak.
python3 - "$shim" "$work/libLibTorchSharp.so" <<'PY'
import struct, sys
elf = bytearray(open(sys.argv[1], "rb").read())
name, digest = b"GLIBCXX_3.4.32", 0
for c in name:
    digest = (digest << 4) + c
    high = digest & 0xF0000000
    digest = (digest ^ (high >> 24)) & ~high
table, = struct.unpack_from("<q", elf, 0x28)
size, count = struct.unpack_from("<HH", elf, 0x3A)
for index in range(count):
    header = table + index * size
    if struct.unpack_from("<I", elf, header + 4)[0] == 0x6FFFFFFE:
        start, length = struct.unpack_from("<qq", elf, header + 24)
        for at in range(start, start + length, 16):
            if struct.unpack_from("<I", elf, at)[0] == digest:
                elf[at + 4] |= 2
open(sys.argv[2], "wb").write(elf)
PY
seen=$(dotnet out/probe.dll "$torch"/libgomp-*.so.1 "$torch/libc10.so" "$torch/libtorch_cpu.so" "$torch/libtorch.so" "$work/libLibTorchSharp.so")
echo "$seen"
diff <(cat <<'EOF'
sum(0): [] Byte 10
sum(1): [2] Float32 3 7
sum(dim: 0): [2] Float32 4 6
sum(0L): [2] Float32 4 6
EOF
) <(echo "$seen")
