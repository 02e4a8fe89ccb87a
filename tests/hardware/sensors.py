"""I2C sensors in memory: they answer byte by byte as their data sheets say, and no sooner."""

import errno
import struct

I2C_READ = 0x0001


class MemoryBus:
    """What ``smbus2.SMBus`` is to us; its time passes only when a driver waits."""

    def __init__(self, **_):
        self.chips, self.time, self.opened = {}, 0.0, 0

    def open(self, number):
        assert number == 1
        self.opened += 1
        return self

    def pause(self, seconds):
        self.time += seconds

    def i2c_rdwr(self, *messages):
        for message in messages:
            chip = self.chips.get(message.addr)
            if chip is None:
                raise OSError(errno.EREMOTEIO, "Remote I/O error")
            if message.flags & I2C_READ:
                answer = chip.read(len(message), self.time)
                for place, byte in enumerate(answer):
                    message.buf[place] = bytes([byte])
            else:
                chip.write(bytes(message), self.time)

    def close(self):
        self.opened -= 1


def nack():
    return OSError(errno.EREMOTEIO, "Remote I/O error")


class Bme280:
    """Registers in a row; a forced measurement fills the data after 9.3 ms."""

    T = (27504, 26435, -1000)  # the trimming values of the worked example in
    P = (36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000)  # BST-BMP280-DS001, §3.12
    H = (75, 364, 0, 311, 50, 30)

    def __init__(self, *, chip_id=0x60, temperature=519888, pressure=415148, humidity=27000):
        self.registers, self.at, self.ready = bytearray(256), 0, None
        self.registers[0xD0] = chip_id
        self.registers[0x88:0xA0] = struct.pack("<H2hH8h", *self.T, *self.P)
        h1, h2, h3, h4, h5, h6 = self.H
        self.registers[0xA1] = h1
        self.registers[0xE1:0xE4] = struct.pack("<hB", h2, h3)
        self.registers[0xE4:0xE7] = bytes([h4 >> 4, (h5 & 0xF) << 4 | h4 & 0xF, h5 >> 4])
        self.registers[0xE7] = h6
        self.registers[0xF7:0xFF] = bytes.fromhex("80 00 00 80 00 00 80 00")  # nothing measured
        self.raw = (pressure, temperature, humidity)

    def write(self, data, now):
        self.at = data[0]
        for place, value in zip(data[::2], data[1::2], strict=False):
            self.registers[place] = value
            if place == 0xF4 and value & 0b11 == 0b01:
                self.ready = now + 0.0093

    def read(self, count, now):
        if self.ready is not None and now >= self.ready:
            self.ready = None
            pressure, temperature, humidity = self.raw
            wet = humidity if self.registers[0xF2] & 7 else 0x8000
            self.registers[0xF7:0xFD] = (pressure << 28 | temperature << 4).to_bytes(6, "big")
            self.registers[0xFD:0xFF] = wet.to_bytes(2, "big")
        self.registers[0xF3] = 0x08 if self.ready is not None else 0
        return self.registers[self.at : self.at + count]


class Sht3x:
    """Takes a two-byte command; refuses to be read before it has measured."""

    def __init__(self, answer):
        self.answer, self.ready = answer, None

    def write(self, data, now):
        if data == b"\x24\x00":
            self.ready = now + 0.0155

    def read(self, count, now):
        if self.ready is None or now < self.ready:
            raise nack()
        self.ready = None
        return self.answer[:count]


class Bh1750:
    """One-byte instructions; holds the old value until 180 ms have passed."""

    def __init__(self, answer):
        self.answer, self.on, self.ready = answer, False, None

    def write(self, data, now):
        if data == b"\x01":
            self.on = True
        elif data == b"\x20" and self.on:
            self.ready = now + 0.18

    def read(self, count, now):
        fresh = self.ready is not None and now >= self.ready
        return self.answer[:count] if fresh else bytes(count)


class Ina219:
    """Registers of 16 bits; current and power follow from its calibration, §8.5.1 of SBOS448."""

    def __init__(self, *, shunt=0x07D0, bus=0x5D98):
        self.registers, self.at = {0: 0x399F, 1: shunt, 2: bus, 3: 0, 4: 0, 5: 0}, 0

    def write(self, data, now):
        self.at = data[0]
        if len(data) == 3:
            self.registers[self.at] = int.from_bytes(data[1:], "big")

    def read(self, count, now):
        shunt, bus = self.registers[1], self.registers[2] >> 3
        current = (shunt - (shunt >> 15 << 16)) * self.registers[5] // 4096
        self.registers[4] = current & 0xFFFF
        self.registers[3] = abs(current) * bus // 5000
        return self.registers[self.at].to_bytes(count, "big")
