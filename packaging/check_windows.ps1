<#
Checks on a Windows computer what could not be tried where Bingo Planner is made: a share of this computer, files that
another program holds open, a stick with FAT32 and one with exFAT, long paths, names of users with kanji, the virus scanner.

NOT TRIED YET. It was written without a Windows computer at hand. Whoever runs it first tells what it says.

Run it in PowerShell as administrator, from the folder of the program, with two copies that hold nothing of value:

    powershell -ExecutionPolicy Bypass -File packaging\check_windows.ps1

It makes a share, two virtual disks and two region files below a folder of its own and takes all of them away again.
Nothing is changed that was there before. Each check is a line: ok, FAILED or skipped, with the reason.
Exit code: the number of checks that failed.
#>
[CmdletBinding()]
param(
    [string]$Program = (Join-Path $PSScriptRoot "..\.venv\Scripts\bingo-planner.exe"),
    [string]$Folder = (Join-Path $env:TEMP "bingo-planner-check")
)

Set-StrictMode -Version Latest
$ErrorActionPreference = "Stop"
$script:Failed = 0
$Share = "bingo-check"

function Tell([string]$Name, [string]$Outcome, [string]$Why = "") {
    if ($Outcome -eq "FAILED") { $script:Failed++ }
    Write-Output ("{0,-8} {1} {2}" -f $Outcome, $Name, $Why).TrimEnd()
}

function Check([string]$Name, [scriptblock]$Work) {
    try { & $Work; Tell $Name "ok" }
    catch { Tell $Name "FAILED" $_.Exception.Message }
}

# One verb of the program for one of two copies; a user folder each, so that they are two computers.
function Planner([string]$Who, [string[]]$Words) {
    $env:BINGO_PLANNER_HOME = Join-Path $Folder "home-$Who"
    $region = Join-Path $Folder "$Who.bingo"
    $told = & $Program @Words --region $region 2>&1
    if ($LASTEXITCODE -ne 0) { throw "$Who`: $($Words -join ' '): $told" }
    return $told
}

function Type-Value([string]$Who, [string]$Value) {
    Planner $Who @("add", "person", "name=$Value") | Out-Null
}

function Holds([string]$Who, [string]$Value) {
    if (-not ((Planner $Who @("list", "person", "--json")) -join "" | Select-String -SimpleMatch $Value -Quiet)) {
        throw "$Who lacks $Value"
    }
}

# Both ways over a folder: what each entered is on the other one.
function Both-Ways([string]$Path, [string]$Mark) {
    Type-Value "office" "a$Mark"
    Type-Value "town" "b$Mark"
    foreach ($who in "office", "town", "office") { Planner $who @("sync", "folder", $Path) | Out-Null }
    Holds "office" "b$Mark"
    Holds "town" "a$Mark"
}

function With-Disk([string]$Kind, [scriptblock]$Work) {
    $file = Join-Path $Folder "$Kind.vhdx"
    $disk = New-VHD -Path $file -SizeBytes 512MB -Dynamic | Mount-VHD -Passthru | Get-Disk
    try {
        $volume = $disk | Initialize-Disk -PartitionStyle MBR -PassThru |
            New-Partition -AssignDriveLetter -UseMaximumSize | Format-Volume -FileSystem $Kind -Confirm:$false
        & $Work "$($volume.DriveLetter):\"
    }
    finally { Dismount-VHD -Path $file; Remove-Item $file -Force }
}

if (-not (Test-Path $Program)) { Tell "program" "FAILED" "$Program is not there; run 'py start.py' first"; exit 1 }
Remove-Item $Folder -Recurse -Force -ErrorAction SilentlyContinue
New-Item -ItemType Directory $Folder | Out-Null

try {
    $local = Join-Path $Folder "shared"
    New-Item -ItemType Directory $local | Out-Null
    Check "two copies, one invited by the other" {
        $env:BINGO_PLANNER_HOME = Join-Path $Folder "home-office"
        & $Program sample (Join-Path $Folder "office.bingo") 2>&1 | Out-Null
        if ($LASTEXITCODE -ne 0) { throw "no sample region" }
        $invitation = Join-Path $Folder "town.binvite"
        $told = (Planner "office" @("device", "invite", "33205", "check", "--out", $invitation, "--json")) -join ""
        $code = [regex]::Match($told, '"code":\s*"([^"]+)"').Groups[1].Value
        $env:BINGO_PLANNER_HOME = Join-Path $Folder "home-town"
        $code | & $Program device join $invitation --region (Join-Path $Folder "town.bingo") 2>&1 | Out-Null
        if ($LASTEXITCODE -ne 0) { throw "the town did not join" }
        foreach ($who in "office", "town") { Planner $who @("sync", "folder", $local) | Out-Null }
    }

    Check "a folder of this computer" { Both-Ways $local "folder" }

    Check "a share (SMB)" {
        New-SmbShare -Name $Share -Path $local -FullAccess ([Security.Principal.WindowsIdentity]::GetCurrent().Name) | Out-Null
        try { Both-Ways "\\127.0.0.1\$Share" "share" }
        finally { Remove-SmbShare -Name $Share -Force }
    }

    Check "the same share under two names" {
        New-SmbShare -Name $Share -Path $local -FullAccess ([Security.Principal.WindowsIdentity]::GetCurrent().Name) | Out-Null
        try {
            Type-Value "office" "two names"
            Planner "office" @("sync", "folder", "\\127.0.0.1\$Share") | Out-Null
            Planner "town" @("sync", "folder", "\\localhost\$Share") | Out-Null
            Holds "town" "two names"
        }
        finally { Remove-SmbShare -Name $Share -Force }
    }

    Check "a region file on a share is refused" {
        New-SmbShare -Name $Share -Path $Folder -FullAccess ([Security.Principal.WindowsIdentity]::GetCurrent().Name) | Out-Null
        try {
            & $Program info --region "\\127.0.0.1\$Share\office.bingo" 2>&1 | Out-Null
            if ($LASTEXITCODE -eq 0) { throw "it was opened" }
        }
        finally { Remove-SmbShare -Name $Share -Force }
    }

    Check "a file another program holds open" {
        Type-Value "office" "held"
        Planner "office" @("sync", "folder", $local) | Out-Null
        $newest = Get-ChildItem $local -Recurse -Filter *.seg | Sort-Object LastWriteTime | Select-Object -Last 1
        $handle = [IO.File]::Open($newest.FullName, "Open", "Read", "None")
        try { try { Planner "town" @("sync", "folder", $local) | Out-Null } catch { Write-Verbose $_ } }
        finally { $handle.Close() }
        Planner "town" @("sync", "folder", $local) | Out-Null
        Holds "town" "held"
    }

    Check "a file the virus scanner took away" {
        Get-ChildItem $local -Recurse -Filter *.seg | Select-Object -First 1 | Remove-Item -Force
        Both-Ways $local "scanner"
    }

    if (Get-Command New-VHD -ErrorAction SilentlyContinue) {
        foreach ($kind in "FAT32", "exFAT") {
            Check "a stick with $kind" { With-Disk $kind { param($root) Both-Ways $root $kind } }
            Check "a packet on $kind" {
                With-Disk $kind {
                    param($root)
                    $packet = Join-Path $root "one.bpacket"
                    Type-Value "office" "packet $kind"
                    Planner "office" @("sync", "packet", "out", $packet) | Out-Null
                    Planner "town" @("sync", "packet", "in", $packet) | Out-Null
                    Holds "town" "packet $kind"
                }
            }
        }
    }
    else { Tell "sticks with FAT32 and exFAT" "skipped" "New-VHD comes with Hyper-V" }

    Check "a long path" {
        $deep = $local
        while ($deep.Length -lt 230) { $deep = Join-Path $deep "備後圏域連携事業" }
        New-Item -ItemType Directory "\\?\$deep" -Force | Out-Null
        Both-Ways $deep "deep"
    }

    Check "names with kanji, blanks and variants" {
        $odd = Join-Path $local "髙橋 﨑 共有フォルダー（仮）"
        New-Item -ItemType Directory $odd | Out-Null
        Both-Ways $odd "kanji"
    }

    Check "the same file opened twice" {
        $held = [IO.File]::Open((Join-Path $Folder "office.bingo-lock"), "OpenOrCreate", "ReadWrite", "None")
        try {
            & $Program info --region (Join-Path $Folder "office.bingo") 2>&1 | Out-Null
            if ($LASTEXITCODE -eq 0) { throw "it was opened" }
        }
        finally { $held.Close() }
    }

    $defender = Get-Command Get-MpComputerStatus -ErrorAction SilentlyContinue
    if ($defender) { Tell "virus scanner" "ok" "real-time protection: $((Get-MpComputerStatus).RealTimeProtectionEnabled)" }
    else { Tell "virus scanner" "skipped" "this computer has another one; say which" }
}
finally {
    Remove-Item Env:\BINGO_PLANNER_HOME -ErrorAction SilentlyContinue
    Remove-Item "\\?\$Folder" -Recurse -Force -ErrorAction SilentlyContinue
}
Write-Output "$script:Failed failed. Windows $([Environment]::OSVersion.Version), PowerShell $($PSVersionTable.PSVersion)."
exit $script:Failed
